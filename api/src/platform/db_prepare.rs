//! `opencdr prepare-database`: makes the database and its two roles on a server somebody administers.

use super::db_roles::{percent_decode, powers, quote};
use super::ids;
use anyhow::{Context, Result, bail};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Text};
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use url::Url;

/// The database to make when the address names one of the server's own.
const DATABASE: &str = "opencdr";

/// What was done.
#[derive(Debug, PartialEq, Eq)]
pub enum Prepared {
    /// Database and roles are there, under new passwords.
    Made(Names),
    /// The connections in the file work; passwords were left as they are.
    Kept,
}

/// What there is afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Database.
    pub database: String,
    /// Role that owns the tables.
    pub owner: String,
    /// Role of the API and the worker.
    pub app: String,
}

/// Makes what is missing of the database, the owner's role and the API's, and writes their connections to `env_file`.
///
/// # Errors
/// When the administrator may not, or names are taken by somebody else; says what to do.
pub fn prepare(admin_url: &str, env_file: &Path) -> Result<Prepared> {
    let url = Url::parse(admin_url).context("DATABASE_URL must look like postgres://role:password@host/database")?;
    let database = database_of(&url);
    let place = at(&url, &database);
    if let Some(written) = Written::read(env_file) {
        if !written.is_of(&place) && !written.can_be_written_again {
            bail!(
                "{} holds the passwords of another database than “{database}”. Move it away, or set DATA_DIR to another folder, then try again",
                env_file.display()
            );
        }
        if written.is_of(&place) && written.works() {
            let names = Names { database, owner: percent_decode(written.owner.username()), app: percent_decode(written.app.username()) };
            grant(&place, &names)?;
            return Ok(Prepared::Kept);
        }
    }
    let mut admin = connect(&url, &database)?;
    let names = choose_names(&mut admin, &database)?;
    let (owner_password, app_password) = (hex::encode(ids::random::<24>()), hex::encode(ids::random::<24>()));
    make_roles(&mut admin, &names, &[(&names.owner, &owner_password), (&names.app, &app_password)])?;
    make_database(&mut admin, &names)?;
    grant(&place, &names)?;
    write(env_file, &names, &[("DATABASE_URL", &names.app, &app_password), ("DATABASE_OWNER_URL", &names.owner, &owner_password)], &place)?;
    Ok(Prepared::Made(names))
}

/// The database the address asks for. A server's own databases are only where one connects to make another.
fn database_of(url: &Url) -> String {
    match percent_decode(url.path().trim_start_matches('/')).as_str() {
        "" | "postgres" | "template0" | "template1" => DATABASE.to_owned(),
        named => named.to_owned(),
    }
}

/// The same server, another database.
fn at(url: &Url, database: &str) -> Url {
    let mut place = url.clone();
    place.set_path(&database.replace('%', "%25").replace('/', "%2F").replace('\'', "%27"));
    place
}

/// Connects to the database as the address says, or, while that is not there, to one every server has.
fn connect(url: &Url, database: &str) -> Result<PgConnection> {
    let error = match PgConnection::establish(at(url, database).as_str()) {
        Ok(conn) => return Ok(conn),
        Err(error) => error,
    };
    [url.clone(), at(url, "postgres"), at(url, "template1")]
        .iter()
        .find_map(|place| PgConnection::establish(place.as_str()).ok())
        .ok_or(error)
        .context("cannot connect with DATABASE_URL")
}

/// Connections an earlier run wrote.
struct Written {
    app: Url,
    owner: Url,
    /// `postgres.sh` keeps the passwords of the private database elsewhere too.
    can_be_written_again: bool,
}

impl Written {
    fn read(env_file: &Path) -> Option<Self> {
        let text = fs::read_to_string(env_file).ok()?;
        let value = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))?;
            Url::parse(line.trim().trim_matches('\'')).ok()
        };
        let (app, owner) = (value("DATABASE_URL")?, value("DATABASE_OWNER_URL")?);
        Some(Self { app, owner, can_be_written_again: text.contains("api/scripts/postgres.sh") })
    }

    fn is_of(&self, place: &Url) -> bool {
        let address = |url: &Url| (url.host_str().map(str::to_owned), url.port().unwrap_or(5432), url.path().to_owned());
        [&self.app, &self.owner].into_iter().all(|url| address(url) == address(place))
    }

    fn works(&self) -> bool {
        [&self.app, &self.owner].into_iter().all(|url| PgConnection::establish(url.as_str()).is_ok())
    }
}

#[derive(QueryableByName)]
struct Taken {
    #[diesel(sql_type = Text)]
    role: String,
    #[diesel(sql_type = Nullable<Text>)]
    mark: Option<String>,
}

/// What is written on a role, so that one made for another database is never given a new password.
fn mark(database: &str) -> String {
    format!("OpenCDR, database {database}")
}

/// `cdr_owner` and `cdr_app`, or, where those serve another database of the server, names that carry this one's.
fn choose_names(admin: &mut PgConnection, database: &str) -> Result<Names> {
    let choices = [("cdr_owner".to_owned(), "cdr_app".to_owned()), (format!("{database}_owner"), format!("{database}_app"))];
    let all: Vec<&str> = choices.iter().flat_map(|(owner, app)| [owner.as_str(), app.as_str()]).collect();
    let taken: Vec<Taken> =
        diesel::sql_query("SELECT rolname::text AS role, shobj_description(oid, 'pg_authid') AS mark FROM pg_roles WHERE rolname = ANY ($1)")
            .bind::<Array<Text>, _>(all)
            .load(admin)
            .context("the server's roles cannot be listed")?;
    let is_free = |name: &str| taken.iter().filter(|taken| taken.role == name).all(|taken| taken.mark.as_deref() == Some(&mark(database)));
    match choices.iter().find(|(owner, app)| is_free(owner) && is_free(app)) {
        Some((owner, app)) => Ok(Names { database: database.to_owned(), owner: owner.clone(), app: app.clone() }),
        None => bail!(
            "the roles {0}_owner and {0}_app are there already and were not made for the database “{0}” by this command. Drop them, or \
             give them a password and set DATABASE_OWNER_URL and DATABASE_URL yourself",
            database
        ),
    }
}

/// Makes the roles, or gives those of an earlier run, whose passwords are lost, new ones.
fn make_roles(admin: &mut PgConnection, names: &Names, roles: &[(&String, &String)]) -> Result<()> {
    let powers = powers(admin)?;
    if !powers.superuser && !powers.create_role {
        bail!(
            "the role “{}” may neither create roles nor is it a superuser. Give DATABASE_URL of an administrator once, or make the \
             two roles yourself and set DATABASE_OWNER_URL (owns the database) and DATABASE_URL (owns nothing).",
            powers.role
        );
    }
    admin
        .transaction::<_, anyhow::Error, _>(|admin| {
            for (role, password) in roles {
                // The mark holds a database's name, which may hold a quote.
                let (role, mark) = (quote(role), mark(&names.database).replace('\'', "''"));
                admin.batch_execute(&format!(
                    "DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                     ALTER ROLE {role} LOGIN NOCREATEDB NOCREATEROLE PASSWORD '{password}'; COMMENT ON ROLE {role} IS '{mark}'"
                ))?;
                if powers.superuser {
                    admin.batch_execute(&format!("ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS"))?;
                }
            }
            // Whoever is no superuser gives things to a role only as its member.
            if !powers.superuser {
                admin.batch_execute(&format!("GRANT {} TO CURRENT_USER", quote(&names.owner)))?;
            }
            Ok(())
        })
        .context("the roles could not be made")
}

/// Makes the database when there is none of that name.
fn make_database(admin: &mut PgConnection, names: &Names) -> Result<()> {
    #[derive(QueryableByName)]
    struct Standing {
        #[diesel(sql_type = Text)]
        encoding: String,
    }
    let standing: Vec<Standing> = diesel::sql_query("SELECT pg_encoding_to_char(encoding)::text AS encoding FROM pg_database WHERE datname = $1")
        .bind::<Text, _>(&names.database)
        .load(admin)?;
    let (database, owner) = (quote(&names.database), quote(&names.owner));
    match standing.first() {
        Some(there) if there.encoding == "UTF8" => Ok(()),
        Some(there) => bail!("the database “{}” keeps its text as {}; OpenCDR needs one with ENCODING 'UTF8'", names.database, there.encoding),
        None => {
            let powers = powers(admin)?;
            if !powers.superuser && !powers.create_db {
                bail!(
                    "the role “{}” may not create databases. Have one made (CREATE DATABASE {database} OWNER {owner} TEMPLATE template0 \
                     ENCODING 'UTF8'), then try again",
                    powers.role
                );
            }
            admin
                .batch_execute(&format!("CREATE DATABASE {database} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8'"))
                // Made for OpenCDR alone; one that was there may serve others too.
                .and_then(|()| admin.batch_execute(&format!("REVOKE ALL ON DATABASE {database} FROM PUBLIC")))
                .with_context(|| format!("the database “{}” could not be made", names.database))
        }
    }
}

/// Lets the owner make tables in the database and the API's role connect to it, and nobody else make anything.
fn grant(place: &Url, names: &Names) -> Result<()> {
    let mut inside = PgConnection::establish(place.as_str()).with_context(|| format!("cannot connect to the database “{}”", names.database))?;
    let (database, owner, app) = (quote(&names.database), quote(&names.owner), quote(&names.app));
    inside
        .batch_execute(&format!(
            "GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {database} TO {owner}; GRANT CONNECT ON DATABASE {database} TO {app};
             GRANT ALL ON SCHEMA public TO {owner}; REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
        ))
        .with_context(|| format!("rights on the database “{}” could not be given", names.database))
}

/// Writes the connections, readable by their owner only; a run that is stopped leaves the file of before.
fn write(env_file: &Path, names: &Names, connections: &[(&str, &String, &String)], place: &Url) -> Result<()> {
    let mut text = format!("# Written by opencdr prepare-database: the roles of the database {}.\n", names.database);
    for (setting, role, password) in connections {
        let mut url = place.clone();
        // A role or password that stood behind the question mark would come before those written here.
        let rest: Vec<(String, String)> = url.query_pairs().into_owned().filter(|(key, _)| key != "user" && key != "password").collect();
        url.set_query(None);
        if !rest.is_empty() {
            url.query_pairs_mut().extend_pairs(rest);
        }
        url.set_username(role).ok().context("DATABASE_URL cannot carry a role")?;
        url.set_password(Some(password)).ok().context("DATABASE_URL cannot carry a password")?;
        text.push_str(&format!("{setting}='{url}'\n"));
    }
    let written = || -> Result<()> {
        if let Some(folder) = env_file.parent() {
            fs::create_dir_all(folder)?;
        }
        let draft = env_file.with_extension("env.new");
        let _ = fs::remove_file(&draft);
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, env_file)?;
        Ok(())
    };
    written().with_context(|| format!("cannot write {}", env_file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_is_the_one_named_unless_it_is_the_server_s_own() {
        for (url, wanted) in [
            ("postgres://admin:x@db.example/postgres", "opencdr"),
            ("postgres://admin:x@db.example/template1?sslmode=require", "opencdr"),
            ("postgres://admin:x@db.example", "opencdr"),
            ("postgres://admin:x@db.example/", "opencdr"),
            ("postgres://admin:x@db.example/reviews", "reviews"),
            ("postgresql://admin:x@%2Frun%2Fpostgresql:5432/child%20deaths", "child deaths"),
        ] {
            assert_eq!(database_of(&Url::parse(url).unwrap()), wanted, "{url}");
        }
    }

    #[test]
    fn a_role_behind_the_question_mark_does_not_come_before_the_one_written() {
        let folder = std::env::temp_dir().join(format!("opencdr-prepare-{}", std::process::id()));
        let names = Names { database: "opencdr".into(), owner: "cdr_owner".into(), app: "cdr_app".into() };
        let place = Url::parse("postgres://db.example/opencdr?user=admin&password=secret&sslmode=require").unwrap();
        let (role, password) = ("cdr_app".to_owned(), "abc".to_owned());
        write(&folder.join("database.env"), &names, &[("DATABASE_URL", &role, &password)], &place).unwrap();
        let text = fs::read_to_string(folder.join("database.env")).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert!(text.contains("DATABASE_URL='postgres://cdr_app:abc@db.example/opencdr?sslmode=require'"), "{text}");
    }
}
