//! What every request brings besides its body: an id, an address, cookies and headers.

use super::config::Settings;
use super::ids;
use super::problem::{Code, Problem};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use std::future::{Ready, ready};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use uuid::Uuid;

tokio::task_local! {
    static REQUEST_ID: Uuid;
}

/// The id of the request being answered, for problems and the log; empty outside one.
pub fn current_request_id() -> String {
    REQUEST_ID.try_with(Uuid::to_string).unwrap_or_default()
}

/// Runs a request under its id.
pub async fn with_request_id<F: Future>(id: Uuid, work: F) -> F::Output {
    REQUEST_ID.scope(id, work).await
}

/// The caller's `X-Request-ID` where it is a UUID, else a new one.
pub fn request_id(headers: &actix_web::http::header::HeaderMap) -> Uuid {
    headers.get("x-request-id").and_then(|v| v.to_str().ok()).and_then(|v| Uuid::parse_str(v).ok()).unwrap_or_else(ids::new_id)
}

/// Who and what stands around a request.
#[derive(Clone, Debug)]
pub struct Request {
    /// Names the request in the log, the audit and the answer.
    pub id: Uuid,
    /// Network of the caller, past trusted proxies: an IPv4 address, or the /64 of an IPv6 address. Limits and throttles count by it.
    pub address: String,
    /// Browser text, cut short.
    pub user_agent: String,
    /// Session token of the cookie.
    pub session: Option<[u8; 32]>,
    /// Token of a saved notification.
    pub draft: Option<[u8; 32]>,
    /// Token of a receipt.
    pub receipt: Option<[u8; 32]>,
    /// Token of a visit by invitation.
    pub visit: Option<[u8; 32]>,
    /// Access token of an organisation's system, as it was sent; not checked yet.
    pub bearer: Option<String>,
    /// Idempotency key.
    pub idempotency_key: Option<String>,
    /// Version the caller changed.
    pub if_match: Option<i32>,
    /// Method and path, part of what an idempotency key stands for.
    pub target: String,
}

/// The names of our cookies.
pub const SESSION_COOKIE: &str = "opencdr";
/// Cookie of a saved notification.
pub const DRAFT_COOKIE: &str = "opencdr-draft";
/// Cookie of a receipt.
pub const RECEIPT_COOKIE: &str = "opencdr-receipt";
/// Cookie of a visit by invitation.
pub const VISIT_COOKIE: &str = "opencdr-visit";

fn read(request: &HttpRequest) -> Result<Request, Problem> {
    let settings = request.app_data::<web::Data<Settings>>().ok_or_else(|| Problem::internal("settings are not mounted"))?;
    let header = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    let token = |name: &str| {
        let cookie = request.cookie(&settings.cookie(name))?;
        hex::decode(cookie.value()).ok().and_then(|v| <[u8; 32]>::try_from(v).ok())
    };
    let idempotency_key = match request.headers().get("idempotency-key") {
        None => None,
        Some(value) => match value.to_str().map(|v| v.trim().trim_matches('"').to_owned()) {
            Ok(key) if (1..=255).contains(&key.len()) => Some(key),
            _ => {
                return Err(Problem::new(Code::BadRequest, "Idempotency-Key must have 1 to 255 printable characters. A UUID is a good choice."));
            }
        },
    };
    let if_match = match header("if-match") {
        None => None,
        Some(text) => match text.trim_start_matches("W/").trim_matches('"').parse() {
            Ok(version) => Some(version),
            Err(_) => return Err(Problem::new(Code::VersionStale, "If-Match must hold the ETag of the version you read.")),
        },
    };
    Ok(Request {
        id: REQUEST_ID.try_with(|id| *id).unwrap_or_else(|_| ids::new_id()),
        address: address(request, settings.trusted_proxies),
        user_agent: header("user-agent").unwrap_or("unknown").chars().take(300).collect(),
        session: token(SESSION_COOKIE),
        draft: token(DRAFT_COOKIE),
        receipt: token(RECEIPT_COOKIE),
        visit: token(VISIT_COOKIE),
        bearer: header("authorization").and_then(|v| v.strip_prefix("Bearer ")).map(|v| v.trim().to_owned()),
        idempotency_key,
        if_match,
        target: format!("{} {}", request.method(), request.path()),
    })
}

/// The caller's network: that of the entry of `X-Forwarded-For` which the outermost trusted proxy wrote, else of the peer.
fn address(request: &HttpRequest, trusted_proxies: usize) -> String {
    let peer = request.peer_addr().map_or_else(|| "unknown".to_owned(), |peer| network(peer.ip()));
    if trusted_proxies == 0 {
        return peer;
    }
    // Some proxies add a line of their own to what the caller sent; the lines are one list (RFC 9110, 5.3).
    let lines = request.headers().get_all("x-forwarded-for").filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).filter(|hop| !hop.is_empty()).collect();
    hops.len().checked_sub(trusted_proxies).and_then(|at| hops.get(at)).map_or(peer, |hop| named(hop))
}

/// The network of an address as a proxy names it: alone, with a port, or in brackets.
fn named(hop: &str) -> String {
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    let parsed = bare.parse::<IpAddr>().or_else(|_| hop.parse::<SocketAddr>().map(|with_port| with_port.ip()));
    parsed.map_or_else(|_| hop.chars().take(64).collect(), network)
}

/// What an address is counted under. Whoever has one IPv6 address usually has the whole /64 around it.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

impl FromRequest for Request {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request))
    }
}

impl Request {
    /// Refuses a version that is not the current one. `current` is shown so that nothing typed is lost.
    pub fn check_version(&self, version: i32) -> Result<(), Problem> {
        match self.if_match {
            Some(theirs) if theirs != version => {
                Err(Problem::new(Code::VersionStale, "Somebody has changed this since you opened it. Reload to see what is new."))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The version the caller changed, which a change of this kind must name.
    pub fn required_version(&self) -> Result<i32, Problem> {
        self.if_match.ok_or_else(|| Problem::new(Code::PreconditionRequired, "Send If-Match with the ETag of the version you changed."))
    }
}

impl Request {
    /// Stands in where the system itself acts.
    pub fn of_the_system() -> Self {
        Self {
            id: ids::new_id(),
            address: "system".into(),
            user_agent: "system".into(),
            session: None,
            draft: None,
            receipt: None,
            visit: None,
            bearer: None,
            idempotency_key: None,
            if_match: None,
            target: "system".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn seen(forwarded: &[&str], trusted_proxies: usize) -> String {
        let mut request = TestRequest::get().peer_addr("10.0.0.1:4000".parse().unwrap());
        for line in forwarded {
            request = request.append_header(("X-Forwarded-For", *line));
        }
        address(&request.to_http_request(), trusted_proxies)
    }

    #[test]
    fn only_what_a_trusted_proxy_wrote_is_believed() {
        assert_eq!(seen(&["203.0.113.9"], 0), "10.0.0.1");
        assert_eq!(seen(&["203.0.113.9"], 1), "203.0.113.9");
        assert_eq!(seen(&["198.51.100.1, 203.0.113.9"], 1), "203.0.113.9");
        assert_eq!(seen(&["198.51.100.1, 203.0.113.9, 192.0.2.4"], 2), "203.0.113.9");
        assert_eq!(seen(&[], 1), "10.0.0.1");
        // What the caller sent comes first, and the proxy's own line after it.
        assert_eq!(seen(&["198.51.100.1", "203.0.113.9"], 1), "203.0.113.9");
    }

    #[test]
    fn an_address_is_counted_by_its_network_however_a_proxy_writes_it() {
        for hop in ["2001:db8:1:2::7", "2001:db8:1:2:ffff::1", "[2001:db8:1:2::7]", "[2001:db8:1:2::7]:443", "2001:DB8:1:2::7"] {
            assert_eq!(seen(&[hop], 1), "2001:db8:1:2::/64", "{hop}");
        }
        assert_eq!(seen(&["2001:db8:1:3::7"], 1), "2001:db8:1:3::/64");
        for hop in ["203.0.113.9", "203.0.113.9:51000", "::ffff:203.0.113.9"] {
            assert_eq!(seen(&[hop], 1), "203.0.113.9", "{hop}");
        }
        assert_eq!(seen(&["unknown"], 1), "unknown");
    }
}
