//! One request and what came back.

use super::persona::Persona;
use actix_web::cookie::Cookie;
use actix_web::http::Method;
use actix_web::http::header::HeaderMap;
use actix_web::test::TestRequest;
use serde_json::Value;
use std::net::SocketAddr;

/// A request being put together.
pub struct Call<'p, 'a> {
    persona: &'p Persona<'a>,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    plain: bool,
}

impl<'p, 'a> Call<'p, 'a> {
    pub(super) fn new(persona: &'p Persona<'a>, method: &str, path: &str) -> Self {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        Self { persona, method, path: path.to_owned(), headers: Vec::new(), body: None, plain: false }
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Adds an idempotency key.
    pub fn key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    /// Adds the version that is being changed.
    pub fn if_match(self, version: i64) -> Self {
        self.header("If-Match", format!("\"{version}\""))
    }

    /// Leaves out the header that proves a script of ours sent it.
    pub fn without_client_header(mut self) -> Self {
        self.plain = true;
        self
    }

    /// Sends JSON.
    pub fn json(self, body: &Value) -> Self {
        self.bytes(body.to_string().into_bytes()).header("Content-Type", "application/json")
    }

    /// Sends a form with a file and fields.
    pub fn form(self, name: &str, file: &[u8], fields: &[(&str, &str)]) -> Self {
        let mut body = Vec::new();
        for (field, value) in fields {
            body.extend_from_slice(format!("--XX\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").as_bytes());
        }
        // As browsers do it (WHATWG, multipart/form-data): quotes and line ends in a name are written in numbers.
        let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        let head = format!("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--XX--\r\n");
        self.bytes(body).header("Content-Type", "multipart/form-data; boundary=XX")
    }

    /// Sends fields as OAuth does.
    pub fn fields(self, fields: &[(&str, &str)]) -> Self {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        self.bytes(body.finish().into_bytes()).header("Content-Type", "application/x-www-form-urlencoded")
    }

    /// Sends bytes as they are, with no content type.
    pub fn bytes(mut self, body: Vec<u8>) -> Self {
        self.body = Some(body);
        self
    }

    /// Sends it.
    pub async fn send(self) -> Answered {
        let peer: SocketAddr = format!("{}:40000", self.persona.address()).parse().expect("an address");
        let mut request = TestRequest::with_uri(&self.path).method(self.method.clone()).peer_addr(peer).insert_header(("Host", "localhost:8080"));
        if !self.plain {
            request = request.insert_header(("X-OpenCDR-Client", "test"));
        }
        for (name, value) in self.persona.cookies() {
            request = request.cookie(Cookie::new(name, value));
        }
        if let Some(token) = self.persona.bearer() {
            request = request.insert_header(("Authorization", format!("Bearer {token}")));
        }
        for (name, value) in &self.headers {
            request = request.insert_header((name.as_str(), value.as_str()));
        }
        if let Some(body) = self.body {
            request = request.set_payload(body);
        }
        let what = format!("{} {} as {}", self.method, self.path, self.persona.name);
        let (status, headers, body) = self.persona.app().answer(request).await;
        let answered = Answered { what, status, headers, body };
        self.persona.keep_cookies(&answered);
        answered
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answered {
    what: String,
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Answered {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; null when there is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned)
    }

    /// Insists on a status, and gives the body.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}: {}", self.what, self.text());
        self.json()
    }

    /// Insists on a problem of this status and code, in the house's shape, and gives it.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let body = self.expect(status);
        assert_eq!(body["code"], code, "{}: {body}", self.what);
        assert_eq!(body["status"], status, "{}: {body}", self.what);
        assert_eq!(self.header("content-type").as_deref(), Some("application/problem+json"), "{}", self.what);
        assert_eq!(body["requestId"].as_str(), self.header("x-request-id").as_deref(), "{}", self.what);
        body
    }

    /// Insists on refused fields: pointer and code, in this order.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str, fields: &[(&str, &str)]) {
        let body = self.problem(status, code);
        let found: Vec<(&str, &str)> = body["errors"]
            .as_array()
            .map(|errors| errors.iter().map(|e| (e["pointer"].as_str().unwrap_or("?"), e["code"].as_str().unwrap_or("?"))).collect())
            .unwrap_or_default();
        assert_eq!(found, fields, "{}: {body}", self.what);
        assert!(body["errors"].as_array().is_some_and(|all| all.iter().all(|e| e["message"].as_str().is_some_and(|m| m.len() > 8))), "{body}");
    }

    /// The version in the ETag.
    #[track_caller]
    pub fn version(&self) -> i64 {
        let tag = self.header("etag").unwrap_or_else(|| panic!("{}: no ETag", self.what));
        tag.trim_matches('"').parse().expect("a version")
    }

    /// The problem without what differs at every request.
    pub fn without_request_id(&self) -> (u16, Value) {
        let mut body = self.json();
        if let Some(object) = body.as_object_mut() {
            object.remove("requestId");
        }
        (self.status, body)
    }
}
