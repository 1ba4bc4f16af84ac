//! What servers for tests have in common: where their programs are, as whom they run, and how they end.

use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A folder for a server, and the user as whom it runs.
#[derive(Debug)]
pub struct Home {
    /// The folder, which goes with this.
    pub dir: TempDir,
    user: Option<(u32, u32)>,
}

impl Home {
    /// A new one; for root it belongs to the user of that name, or to nobody.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    pub fn of(user: &str) -> Self {
        let home = Self { dir: tempfile::tempdir().expect("a folder"), user: unprivileged(user) };
        home.give(home.dir.path());
        home
    }

    /// A folder inside of it.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    pub fn folder(&self, name: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::create_dir(&path).expect("a folder");
        self.give(&path);
        path
    }

    fn give(&self, path: &Path) {
        if let Some((uid, gid)) = self.user {
            chown(path, Some(uid), Some(gid)).expect("the right to give a folder away");
        }
    }

    /// A program, run as that user and in silence.
    pub fn run(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some((uid, gid)) = self.user {
            command.uid(uid).gid(gid);
        }
        command.current_dir(self.dir.path()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// A server that ends when this program does, however that ends.
    ///
    /// # Panics
    ///
    /// When it does not start.
    pub fn serve(&self, program: &Path, arguments: &[String]) -> Child {
        // The pipe to it closes with this program.
        let script = r#""$0" "$@" & pid=$!; cat > /dev/null
            kill -TERM "$pid"; sleep 2; kill -KILL "$pid" 2> /dev/null; wait "$pid"
            cd / && rm -rf "$HEIRLOOM_TEST_FOLDER""#;
        self.run(Path::new("sh"))
            .env("HEIRLOOM_TEST_FOLDER", self.dir.path())
            .arg("-c")
            .arg(script)
            .arg(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .spawn()
            .expect("sh runs")
    }
}

/// The first of the folders that has all the programs: of the path, and of those where distributions keep servers.
pub fn binaries(programs: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.extend(["/usr/sbin", "/usr/bin", "/usr/local/sbin"].map(PathBuf::from));
    for base in ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt"] {
        let versions = std::fs::read_dir(base).into_iter().flatten().flatten();
        folders.extend(versions.map(|version| version.path().join("bin")));
    }
    folders.into_iter().find(|folder| programs.iter().all(|program| folder.join(program).is_file()))
}

/// For root: the user and group of that name, or nobody.
fn unprivileged(name: &str) -> Option<(u32, u32)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let root = status.lines().any(|line| line.starts_with("Uid:\t0\t"));
    if !root {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let ids = users.lines().find_map(|line| {
        let mut fields = line.strip_prefix(name)?.strip_prefix(':')?.split(':').skip(1);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    });
    Some(ids.unwrap_or((65534, 65534)))
}

/// A port of this machine that nobody listens on.
///
/// # Panics
///
/// When there is none.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// Says that a server is missing, which fails where `CI` is set.
///
/// # Panics
///
/// Where `CI` is set.
pub fn left_out(server: &str, variable: &str) {
    assert!(std::env::var_os("CI").is_none(), "{server} is not installed");
    eprintln!("left out: {server} is not installed, and {variable} names no server");
}
