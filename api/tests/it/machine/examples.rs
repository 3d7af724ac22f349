//! The examples for agencies' own systems do what they say, with their own interpreters against a server that listens.

use crate::support::TestApp;
use crate::support::machine::System;
use actix_web::HttpServer;
use jsonwebtoken::Algorithm;
use opencdr::app;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository")
}

/// Runs a command to its end; one that is not there is named.
fn finished(mut command: Command) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().unwrap_or_else(|error| panic!("{program} is needed to run the examples, and does not start: {error}"));
    let words = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{program}: {words}");
    words
}

/// The TypeScript example, checked and compiled by the compiler of the pages.
fn compiled(into: &Path) -> PathBuf {
    let modules = top().join("frontend/node_modules");
    let compiler = modules.join("typescript/bin/tsc");
    assert!(compiler.exists(), "{} is missing: run npm ci in frontend", compiler.display());
    let mut command = Command::new("node");
    command.arg(compiler).args(["--strict", "--target", "es2022", "--lib", "es2023", "--module", "es2022", "--moduleResolution", "bundler"]);
    command.arg("--typeRoots").arg(modules.join("@types")).args(["--types", "node", "--outDir"]).arg(into);
    command.arg(top().join("api/docs/examples/agency-system/answer.ts"));
    finished(command);
    let module = into.join("answer.mjs");
    std::fs::rename(into.join("answer.js"), &module).expect("what was compiled");
    module
}

#[actix_web::test]
async fn the_examples_sign_in_confirm_what_is_known_and_submit() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let public_url = url.clone();
    let app = TestApp::with(move |settings| settings.public_url = public_url).await;
    for _ in 0..3 {
        let case = app.given().an_accepted_case().await;
        app.given().a_request(&case).await;
    }
    // The scripts have the clock of this machine.
    app.advance(chrono::Utc::now() - app.clock.now());
    let system = System::of_the_hospital(&app, Algorithm::RS512);
    let shared = app.shared.clone();
    let server = HttpServer::new(move || app::build(&shared)).workers(1).disable_signals().listen(listener).expect("it listens").run();
    let ending = server.handle();
    let serving = actix_web::rt::spawn(server);

    let folder = app.data.path().to_owned();
    let examples = top().join("api/docs/examples/agency-system");
    for (done, (interpreter, script)) in [("bash", "answer.sh"), ("python3", "answer.py"), ("node", "answer.ts")].into_iter().enumerate() {
        let (url, folder, id) = (url.clone(), folder.clone(), system.id.to_string());
        let path = examples.join(script);
        let words = actix_web::web::block(move || {
            let path = if script.ends_with(".ts") { compiled(&folder) } else { path };
            let mut command = Command::new(interpreter);
            let key = folder.join("private.pem");
            command.arg(path).env("OPENCDR_URL", url).env("OPENCDR_CLIENT_ID", id).env("OPENCDR_KEY", key).env("PYTHONDONTWRITEBYTECODE", "1");
            finished(command)
        });
        let words = words.await.unwrap_or_else(|_| panic!("{script} did not do what it says"));
        assert!(words.contains(&format!("{} waiting", 3 - done)) && words.contains("Surname"), "{script}: {words}");
        assert!(words.contains("Standing: Submitted"), "{script}: {words}");
        assert_eq!(
            app.database.count("request_submissions WHERE submitted_by_name = 'Hospital EPR'"),
            i64::try_from(done).unwrap_or(9) + 1,
            "{script}"
        );
    }
    ending.stop(true).await;
    serving.await.expect("it ends").expect("it served");
}
