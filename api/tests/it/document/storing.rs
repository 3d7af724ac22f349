//! A bucket of an S3-compatible store.

use opencdr::platform::problem::Code;
use opencdr::platform::storage::{Access, Place, Storage};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A store of this test alone (moto, from PyPI). Nothing where it is not installed.
struct Store(Child, u16);

impl Store {
    fn start() -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
        let child = Command::new("moto_server").args(["-p", &port.to_string()]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
        let mut store = Self(child, port);
        for _ in 0..300 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                store.ask("PUT /cdop HTTP/1.1");
                return Some(store);
            }
            if store.0.try_wait().is_ok_and(|ended| ended.is_some()) {
                return None;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        None
    }

    /// Makes the bucket; anybody may, of this one.
    fn ask(&self, line: &str) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.1)).expect("the store");
        write!(stream, "{line}\r\nHost: 127.0.0.1:{}\r\nAuthorization: AWS4-HMAC-SHA256 Credential=a/20261120/us-east-1/s3/aws4_request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", self.1)
            .expect("the store");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    fn open(&self) -> Storage {
        let access = Access {
            endpoint: Some(format!("http://127.0.0.1:{}", self.1)),
            region: Some("us-east-1".into()),
            key: Some(("key".into(), "secret".into())),
            token: None,
        };
        Storage::open(&Place::parse("s3://cdop/kent", access).expect("a place")).expect("a store")
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_bucket_keeps_and_gives_what_a_folder_does_and_overwrites_nothing() {
    let Some(store) = Store::start() else {
        eprintln!("skipped: moto_server is not installed (pip install 'moto[server]')");
        return;
    };
    let storage = store.open();
    let large: Vec<u8> = (0..6_000_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    storage.put("00ff", large.clone()).expect("kept");
    assert!(storage.get("00ff").expect("given") == large);
    assert_eq!(storage.put("00ff", b"other".to_vec()).expect_err("used").code(), Code::Internal);
    assert!(storage.get("00ff").expect("given") == large);
    storage.take_back("00ff").expect("taken back");
    assert_eq!(storage.get("00ff").expect_err("gone").code(), Code::Internal);
    drop(store);
    assert_eq!(storage.put("11ff", b"x".to_vec()).expect_err("away").code(), Code::Unavailable);
}
