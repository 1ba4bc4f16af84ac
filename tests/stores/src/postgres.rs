//! A PostgreSQL server for tests: one of its own for each test program, or the one that `HEIRLOOM_TEST_POSTGRES` names.

use std::process::Child;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;

use crate::throwaway::{self, Home};

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
        throwaway::left_out("PostgreSQL", "HEIRLOOM_TEST_POSTGRES");
    }
    server.as_ref()
}

/// A database of its own for a test; `None` where there is no server.
///
/// # Panics
///
/// As [`server`], and when that refuses.
pub fn database() -> Option<Database> {
    server().map(Server::database)
}

/// A running server.
#[derive(Debug)]
pub struct Server {
    url: String,
    /// What ends with the program.
    #[expect(dead_code, reason = "held until the program ends")]
    own: Option<(Child, Home)>,
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
        let binaries = throwaway::binaries(&["initdb", "postgres"])?;
        let home = Home::of("postgres");
        let data = home.folder("data");
        let made = home
            .run(&binaries.join("initdb"))
            .args(["--auth=trust", "--encoding=UTF8", "--no-locale", "--username=postgres", "-D"])
            .arg(&data)
            .status();
        assert!(made.expect("initdb runs").success(), "initdb fails");
        let port = throwaway::free_port();
        let arguments = format!(
            "-D {} -p {port} -h 127.0.0.1 -F -c unix_socket_directories= -c full_page_writes=off -c synchronous_commit=off",
            data.display()
        );
        let arguments: Vec<String> = arguments.split(' ').map(ToOwned::to_owned).collect();
        let child = home.serve(&binaries.join("postgres"), &arguments);
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let patience = Instant::now() + Duration::from_secs(60);
        while PgConnection::establish(&url).is_err() {
            assert!(Instant::now() < patience, "PostgreSQL does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(Self { url, own: Some((child, home)) })
    }
}

/// A database for one test.
#[derive(Debug, Clone)]
pub struct Database {
    url: String,
}

impl Database {
    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A connection.
    ///
    /// # Panics
    ///
    /// When the server refuses.
    pub fn connect(&self) -> PgConnection {
        PgConnection::establish(&self.url).expect("a database")
    }
}
