//! Asks clamd whether a file holds a known virus. The file is sent as a stream, so the scanner needs no access to any folder.

use anyhow::{Result, bail};
use opencdr_domain::document::scan::Verdict;
use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use url::Url;

/// How long reaching the scanner may take.
const CONNECT: Duration = Duration::from_secs(2);
/// How long one answer may take altogether: a large workbook takes a few seconds.
const ANSWER: Duration = Duration::from_secs(45);
/// Bytes of one piece of the stream.
const PIECE: usize = 64 * 1024;
/// The longest answer that is read.
const LONGEST: u64 = 4096;

/// Where clamd listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanner {
    /// `host:port`.
    Tcp(String),
    /// A socket of this machine.
    Unix(PathBuf),
}

/// A connection of either kind.
trait Connection: Read + Write {
    fn allow(&self, time: Duration) -> io::Result<()>;
}

impl Connection for TcpStream {
    fn allow(&self, time: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(time))?;
        self.set_write_timeout(Some(time))
    }
}

impl Connection for UnixStream {
    fn allow(&self, time: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(time))?;
        self.set_write_timeout(Some(time))
    }
}

impl Scanner {
    /// Reads `tcp://host:port` or `unix:///path/of/socket`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(text: &str) -> Result<Self> {
        let url = Url::parse(text.trim()).ok();
        match url.as_ref().map(|url| (url.scheme(), url.host_str(), url.port(), url.path())) {
            Some(("tcp", Some(host), Some(port), "" | "/")) => Ok(Self::Tcp(format!("{host}:{port}"))),
            Some(("unix", None | Some(""), None, path)) if path.len() > 1 => Ok(Self::Unix(path.into())),
            _ => bail!("CLAMD_URL is “{text}”; it must be tcp://host:3310 or unix:///run/clamav/clamd.ctl"),
        }
    }

    /// Whether the scanner answers.
    ///
    /// # Errors
    /// When it does not.
    pub fn ping(&self) -> io::Result<()> {
        let mut connection = self.connect()?;
        connection.allow(CONNECT)?;
        connection.write_all(b"zPING\0")?;
        match answer(connection.as_mut())?.as_str() {
            "PONG" => Ok(()),
            _ => Err(io::Error::other("something else than clamd answers there")),
        }
    }

    /// Has a file looked at. It waits, so it is called from a thread that may.
    pub fn scan(&self, bytes: &[u8]) -> Verdict {
        match self.stream(bytes) {
            Ok(answer) => read(&answer),
            Err(error) => Verdict::Unavailable(error.to_string()),
        }
    }

    fn connect(&self) -> io::Result<Box<dyn Connection>> {
        match self {
            Self::Unix(path) => Ok(Box::new(UnixStream::connect(path)?)),
            Self::Tcp(address) => {
                let mut last = io::Error::other("the name of the scanner means no address");
                for address in address.to_socket_addrs()? {
                    match TcpStream::connect_timeout(&address, CONNECT) {
                        Ok(stream) => return Ok(Box::new(stream)),
                        Err(error) => last = error,
                    }
                }
                Err(last)
            }
        }
    }

    fn stream(&self, bytes: &[u8]) -> io::Result<String> {
        let until = Instant::now() + ANSWER;
        let mut connection = self.connect()?;
        let left =
            || until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()).ok_or_else(|| io::Error::from(io::ErrorKind::TimedOut));
        connection.allow(left()?)?;
        connection.write_all(b"zINSTREAM\0")?;
        for piece in bytes.chunks(PIECE) {
            connection.allow(left()?)?;
            connection.write_all(&u32::try_from(piece.len()).unwrap_or(0).to_be_bytes())?;
            connection.write_all(piece)?;
        }
        connection.write_all(&0_u32.to_be_bytes())?;
        connection.flush()?;
        connection.allow(left()?)?;
        answer(connection.as_mut())
    }
}

/// One answer, which a zero ends.
fn answer(connection: &mut dyn Connection) -> io::Result<String> {
    let mut text = Vec::new();
    connection.take(LONGEST).read_to_end(&mut text)?;
    Ok(String::from_utf8_lossy(&text).trim_end_matches(['\0', '\n']).to_owned())
}

/// What an answer means. Anything but a plain “OK” leaves the file unscanned.
fn read(answer: &str) -> Verdict {
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    match said.strip_suffix(" FOUND") {
        Some(name) => Verdict::Infected(name.chars().filter(|c| c.is_ascii_graphic()).take(80).collect()),
        None if answer == "stream: OK" => Verdict::Clean,
        None => Verdict::Unavailable(said.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(200).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_ok_means_clean() {
        assert_eq!(read("stream: OK"), Verdict::Clean);
        assert_eq!(read("stream: Eicar-Test.UNOFFICIAL FOUND"), Verdict::Infected("Eicar-Test.UNOFFICIAL".into()));
        for other in ["", "OK", "INSTREAM size limit exceeded. ERROR", "stream: OK OK", "HTTP/1.1 200 OK"] {
            assert!(matches!(read(other), Verdict::Unavailable(_)), "{other}");
        }
    }

    #[test]
    fn an_address_is_of_a_host_or_a_socket() {
        assert_eq!(Scanner::parse("tcp://clamd:3310").unwrap(), Scanner::Tcp("clamd:3310".into()));
        assert_eq!(Scanner::parse("unix:///run/clamav/clamd.ctl").unwrap(), Scanner::Unix("/run/clamav/clamd.ctl".into()));
        for wrong in ["clamd:3310", "tcp://clamd", "http://clamd:3310", "unix://"] {
            assert!(Scanner::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_scanner_that_is_not_there_says_nothing_of_the_file() {
        assert!(matches!(Scanner::Tcp("127.0.0.1:1".into()).scan(b"x"), Verdict::Unavailable(_)));
        assert!(matches!(Scanner::Unix("/nonexistent".into()).scan(b"x"), Verdict::Unavailable(_)));
    }
}
