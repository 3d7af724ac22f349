//! Organisations' own systems: a key of their own, assertions, and access tokens.

use super::template::HOSPITAL;
use super::{Answered, Persona, TestApp};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use opencdr::platform::{ids, token};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use uuid::Uuid;

/// Where the tests' server says its token endpoint is.
pub const AUDIENCE: &str = "http://localhost:8080/api/v1/oauth/token";

/// The fields with which a system signs in.
pub fn sign_in_fields(assertion: &str) -> [(&'static str, &str); 3] {
    [
        ("grant_type", "client_credentials"),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion),
    ]
}

/// A key pair, made by openssl as an agency would make it.
pub struct KeyPair {
    /// The private key, PEM.
    pub private: String,
    /// The public key, PEM.
    pub public: String,
    /// How it signs.
    pub algorithm: Algorithm,
}

impl KeyPair {
    /// Makes one in a folder, as `private.pem` and `public.pem`.
    pub fn made_in(folder: &Path, algorithm: Algorithm) -> Self {
        let options: &[&str] = match algorithm {
            Algorithm::ES256 => &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
            Algorithm::EdDSA => &["-algorithm", "ed25519"],
            _ => &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
        };
        let (private, public) = (folder.join("private.pem"), folder.join("public.pem"));
        let openssl = |arguments: &[&str]| {
            let made = Command::new("openssl").current_dir(folder).args(arguments).output();
            let made = made.expect("openssl is missing: install it, the tests make keys with it");
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        };
        openssl(&[&["genpkey", "-out", "private.pem"], options].concat());
        openssl(&["pkey", "-in", "private.pem", "-pubout", "-out", "public.pem"]);
        let read = |path: &Path| std::fs::read_to_string(path).expect("a key");
        Self { private: read(&private), public: read(&public), algorithm }
    }

    /// The key to sign with.
    pub fn signing(&self) -> EncodingKey {
        let pem = self.private.as_bytes();
        match self.algorithm {
            Algorithm::ES256 => EncodingKey::from_ec_pem(pem),
            Algorithm::EdDSA => EncodingKey::from_ed_pem(pem),
            _ => EncodingKey::from_rsa_pem(pem),
        }
        .expect("a key")
    }
}

/// A system that is registered, with its key.
pub struct System<'a> {
    app: &'a TestApp,
    /// Its identifier.
    pub id: Uuid,
    /// Its key.
    pub pair: KeyPair,
}

impl<'a> System<'a> {
    /// The hospital's, with a key of this kind.
    pub fn of_the_hospital(app: &'a TestApp, algorithm: Algorithm) -> Self {
        let pair = KeyPair::made_in(app.data.path(), algorithm);
        Self { app, id: registered(app, ids::new_id(), &pair.public), pair }
    }

    /// What a right assertion says.
    pub fn claims(&self) -> Value {
        let id = self.id.to_string();
        json!({ "iss": id, "sub": id, "aud": AUDIENCE, "exp": self.app.clock.now().timestamp() + 60, "jti": ids::new_id().to_string() })
    }

    /// Claims signed with the key of the system.
    pub fn signed(&self, claims: &Value) -> String {
        encode(&Header::new(self.pair.algorithm), claims, &self.pair.signing()).expect("a token")
    }

    /// Tries to sign in with an assertion.
    pub async fn try_with(&self, assertion: &str) -> Answered {
        let anybody = self.app.anonymous();
        anybody.call("POST", "/api/v1/oauth/token").without_client_header().fields(&sign_in_fields(assertion)).send().await
    }

    /// Signs in.
    pub async fn signed_in(&self) -> Persona<'a> {
        let answer = self.try_with(&self.signed(&self.claims())).await.expect(200);
        Persona::with_token(self.app, answer["access_token"].as_str().expect("a token"))
    }
}

/// Registers a system of the hospital.
fn registered(app: &TestApp, id: Uuid, public_key: &str) -> Uuid {
    let now = app.clock.now();
    app.database.run(&format!(
        "INSERT INTO machine_clients (id, organisation_id, name, public_key, created_at)
            VALUES ('{id}', '{HOSPITAL}', 'Hospital EPR', '{public_key}', '{now}') ON CONFLICT DO NOTHING"
    ));
    id
}

impl TestApp {
    /// The hospital's own system, with an access token.
    pub fn machine(&self) -> Persona<'_> {
        let client = registered(self, Uuid::from_u128(0xE1), "not used");
        let token = token::issue(&self.shared.settings.key, client, self.clock.now()).expect("a token");
        Persona::with_token(self, &token)
    }
}
