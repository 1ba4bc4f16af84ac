//! The right to write, and the way in which a file is put in the place of another.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use xxhash_rust::xxh64::xxh64;

/// How many records can be written at once.
///
/// Programs have to agree on the number and on the hash: each key has one lock file, for all of them and for ever.
const SLOTS: u64 = 16;

/// One of the directory's locks, held until it is dropped, and the temporary file that belongs to whoever holds it.
///
/// The lock is the system's, on an open file: it ends with the process that holds it, however that ends.
pub(super) struct Slot {
    _lock: File,
    temporary: PathBuf,
}

impl Slot {
    /// Waits for the lock of the record whose file has this name.
    pub(super) fn take(root: &Path, name: &str) -> io::Result<Self> {
        let number = xxh64(name.as_bytes(), 0) % SLOTS;
        let lock = lock_file(root, number)?;
        loop {
            match fs4::FileExt::lock(&lock) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                done => break done?,
            }
        }
        Ok(Self { _lock: lock, temporary: temporary(root, number) })
    }

    /// Puts a file with these bytes in the place of the one at `path`, if there is one.
    ///
    /// Whoever opens `path` finds one of the two, whole; also after a crash, since the bytes are on the disk before the name is.
    pub(super) fn put(
        &self,
        path: &Path,
        bytes: &[u8],
        permissions: Option<Permissions>,
    ) -> io::Result<()> {
        remove(&self.temporary)?; // a process that died has left it
        let put = self.write(bytes, permissions).and_then(|()| fs::rename(&self.temporary, path));
        if put.is_err() {
            let _ = remove(&self.temporary); // it may hold much, and the disk be full
        }
        put
    }

    fn write(&self, bytes: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
        // Not through a link that somebody has put there.
        let mut file = OpenOptions::new().write(true).create_new(true).open(&self.temporary)?;
        if let Some(permissions) = permissions
            && file.metadata()?.permissions() != permissions
        {
            file.set_permissions(permissions)?;
        }
        file.write_all(bytes)?;
        file.sync_all()
    }
}

/// Removes the temporary files of processes that died.
pub(super) fn clean(root: &Path) -> io::Result<()> {
    for number in 0..SLOTS {
        let leftover = temporary(root, number);
        if fs::symlink_metadata(&leftover).is_err() {
            continue;
        }
        let lock = lock_file(root, number)?;
        // Whoever holds the lock is writing that file now.
        if fs4::FileExt::try_lock(&lock).is_ok() {
            remove(&leftover)?;
        }
    }
    Ok(())
}

/// Removes a file, if there is one.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Brings the names in a folder to the disk.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened as a file, and names are written with the files.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn lock_file(root: &Path, number: u64) -> io::Result<File> {
    let path = root.join(format!(".heirloom-{number:x}.lock"));
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn temporary(root: &Path, number: u64) -> PathBuf {
    root.join(format!(".heirloom-{number:x}.tmp"))
}
