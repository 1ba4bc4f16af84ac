//! A MariaDB server for tests: one of its own for each test program, or the one that `HEIRLOOM_TEST_MARIADB` names.

use std::process::Child;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel_async::AsyncMysqlConnection;
use diesel_async::async_connection_wrapper::AsyncConnectionWrapper;

use crate::throwaway::{self, Home};

/// A connection without libmariadb, behind diesel's own interface.
pub type MariadbConnection = AsyncConnectionWrapper<AsyncMysqlConnection>;

/// The server of this program; `None` where there are no binaries of one.
///
/// # Panics
///
/// When it does not start, or when there is none and `CI` says that there has to be.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER.get_or_init(|| match std::env::var("HEIRLOOM_TEST_MARIADB") {
        Ok(url) => Some(Server { url, own: None }),
        Err(_) => Server::start(),
    });
    if server.is_none() {
        throwaway::left_out("MariaDB", "HEIRLOOM_TEST_MARIADB");
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
    /// An empty database.
    ///
    /// # Panics
    ///
    /// When the server refuses.
    pub fn database(&self) -> Database {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("heirloom_{}_{number}", std::process::id());
        let mut conn = MariadbConnection::establish(&self.url).expect("a server");
        conn.batch_execute(&format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"))
            .expect("a database");
        let (server, _) = self.url.rsplit_once('/').expect("a URL with a database");
        Database { url: format!("{server}/{name}") }
    }

    fn start() -> Option<Self> {
        let server = throwaway::binaries(&["mariadbd"])?.join("mariadbd");
        let install = throwaway::binaries(&["mariadb-install-db"])?.join("mariadb-install-db");
        let home = Home::of("mysql");
        let data = home.folder("data");
        let made = home
            .run(&install)
            .arg("--no-defaults")
            .arg(format!("--datadir={}", data.display()))
            .args(["--auth-root-authentication-method=normal", "--skip-test-db"])
            .status();
        assert!(made.expect("mariadb-install-db runs").success(), "mariadb-install-db fails");
        let port = throwaway::free_port();
        let dir = home.dir.path().display();
        let arguments = format!(
            "--no-defaults --datadir={dir}/data --socket={dir}/s --pid-file={dir}/p --bind-address=127.0.0.1 --port={port} --innodb-flush-log-at-trx-commit=0 --skip-log-bin --max-allowed-packet=64M"
        );
        let arguments: Vec<String> = arguments.split(' ').map(ToOwned::to_owned).collect();
        let child = home.serve(&server, &arguments);
        let url = format!("mysql://root@127.0.0.1:{port}/mysql");
        let patience = Instant::now() + Duration::from_secs(60);
        while MariadbConnection::establish(&url).is_err() {
            assert!(Instant::now() < patience, "MariaDB does not start");
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
    pub fn connect(&self) -> MariadbConnection {
        MariadbConnection::establish(&self.url).expect("a database")
    }
}
