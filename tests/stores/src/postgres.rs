//! A PostgreSQL server for tests: one of its own for each test program, or the one that `HEIRLOOM_TEST_POSTGRES` names.

use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use tempfile::TempDir;

/// The server of this program; `None` where there are no binaries of one.
///
/// # Panics
///
/// When it does not start, or when there is none and `CI` says that there has to be.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER.get_or_init(|| match std::env::var("HEIRLOOM_TEST_POSTGRES") {
        Ok(url) => Some(Server { url, own: None }),
        Err(_) => Server::start(),
    });
    if server.is_none() {
        assert!(std::env::var_os("CI").is_none(), "PostgreSQL is not installed");
        eprintln!(
            "left out: PostgreSQL is not installed, and HEIRLOOM_TEST_POSTGRES names no server"
        );
    }
    server.as_ref()
}

/// A running server.
#[derive(Debug)]
pub struct Server {
    url: String,
    /// What ends with the program.
    #[expect(dead_code, reason = "held until the program ends")]
    own: Option<(Child, TempDir)>,
}

impl Server {
    /// A connection to an empty database of its own.
    ///
    /// # Panics
    ///
    /// When the server refuses.
    pub fn database(&self) -> Database {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("heirloom_{}_{number}", std::process::id());
        let mut conn = PgConnection::establish(&self.url).expect("a server");
        conn.batch_execute(&format!("CREATE DATABASE {name}")).expect("a database");
        let (server, _) = self.url.rsplit_once('/').expect("a URL with a database");
        Database { url: format!("{server}/{name}") }
    }

    fn start() -> Option<Self> {
        let binaries = binaries()?;
        let dir = tempfile::tempdir().expect("a folder");
        let data = dir.path().join("data");
        // The server does not run as root.
        let user = unprivileged();
        std::fs::create_dir(&data).expect("a folder");
        if let Some((uid, gid)) = user {
            chown(dir.path(), Some(uid), Some(gid)).expect("the right to give a folder away");
            chown(&data, Some(uid), Some(gid)).expect("the right to give a folder away");
        }
        let run = |program: &Path| {
            let mut command = Command::new(program);
            if let Some((uid, gid)) = user {
                command.uid(uid).gid(gid);
            }
            command.current_dir(dir.path()).stdout(Stdio::null()).stderr(Stdio::null());
            command
        };
        let made = run(&binaries.join("initdb"))
            .args(["--auth=trust", "--encoding=UTF8", "--no-locale", "--username=postgres", "-D"])
            .arg(&data)
            .status();
        assert!(made.expect("initdb runs").success(), "initdb fails");
        let port = free_port();
        // It ends when the pipe to it does: however this program ends.
        let script = r#""$0" "$@" & pid=$!; cat > /dev/null; kill -INT "$pid"; wait "$pid""#;
        let child = run(Path::new("sh"))
            .arg("-c")
            .arg(script)
            .arg(binaries.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k", "", "-F"])
            .args(["-c", "full_page_writes=off", "-c", "synchronous_commit=off"])
            .stdin(Stdio::piped())
            .spawn()
            .expect("sh runs");
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let patience = Instant::now() + Duration::from_secs(60);
        while PgConnection::establish(&url).is_err() {
            assert!(Instant::now() < patience, "PostgreSQL does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(Self { url, own: Some((child, dir)) })
    }
}

/// A database for one test.
#[derive(Debug, Clone)]
pub struct Database {
    url: String,
}

impl Database {
    /// A connection.
    ///
    /// # Panics
    ///
    /// When the server refuses.
    pub fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.url).expect("a database")
    }
}

/// The folder of `postgres` and `initdb`, which distributions keep out of the path.
fn binaries() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    for base in ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt"] {
        let versions = std::fs::read_dir(base).into_iter().flatten().flatten();
        folders.extend(versions.map(|version| version.path().join("bin")));
    }
    folders
        .into_iter()
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// For root: the user and group `postgres`, or nobody.
fn unprivileged() -> Option<(u32, u32)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let root = status.lines().any(|line| line.starts_with("Uid:\t0\t"));
    if !root {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let ids = users.lines().find_map(|line| {
        let mut fields = line.strip_prefix("postgres:")?.split(':').skip(1);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    });
    Some(ids.unwrap_or((65534, 65534)))
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}
