//! The store.

use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use crate::store::directory::name::{file_name, key_of};
use crate::store::directory::slot::{self, Slot};
use crate::store::{Backend, FileKey, StoreErrorKind, Visit};

/// The ending of a file where nobody names a format.
const JSON: &str = "json";

/// A directory in which each record is a file, `ada.json`; feature `files`.
///
/// For records that people look at, that lie in a repository, or that other tools read. A write is on the disk when the call
/// returns, and after a crash at any point each record is whole, the old or the new one. Any number of processes may write at once:
/// they agree through advisory locks on the files `.heirloom-*.lock`, which stay in the directory. Each waits for those before it,
/// and the system ends the locks of a process that dies. Programs that write the
/// files without this library, and network file systems without working locks, are not held back by them.
///
/// [`FileKey`] says which file a key has. Files with other names are never touched, and neither is one that is no regular file. A rewritten
/// file keeps its permissions. Readers wait for nobody. Each page and each census lists the directory, and holds its keys
/// in memory while it runs.
///
/// In another format the ending is another (`ada.toml`; see [`Format`](crate::store::Format)). Collections of two formats in one directory are two
/// stores: neither sees the files of the other, and a key has a record in each. Bring all files to one format before programs agree on another.
///
/// See [`Collection`](crate::store::Collection) for what it can do.
///
/// ```
/// # let folder = std::env::temp_dir().join(format!("heirloom-doc-{}", std::process::id()));
/// use heirloom::store::{Collection, Directory};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct User {
/// #     name: String,
/// # }
///
/// let users = Collection::<User, _>::new(Directory::<String>::open(&folder)?);
/// users.insert("ada", User { name: "Ada".into() })?;
/// assert_eq!(std::fs::read(folder.join("ada.json"))?, br#"{"$v":1,"name":"Ada"}"#);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Directory<K> {
    root: PathBuf,
    keys: PhantomData<fn() -> K>,
}

impl<K: FileKey> Directory<K> {
    /// The records in a directory, which is made if it is not there.
    ///
    /// Temporary files that processes have left that died are removed.
    ///
    /// # Errors
    ///
    /// When the directory can neither be read nor made.
    pub fn open(root: impl Into<PathBuf>) -> io::Result<Self> {
        let root = root.into();
        make(&root)?;
        fs::read_dir(&root)?;
        // A directory that is read only can be read; the next write tells.
        let _ = slot::clean(&root);
        Ok(Self { root, keys: PhantomData })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The keys behind `after`, in order.
    fn keys(&self, ending: &str, after: Option<&K>) -> io::Result<Vec<K>> {
        let mut keys = Vec::new();
        for entry in fs::read_dir(&self.root)? {
            let name = entry?.file_name();
            let key = name.to_str().and_then(|name| key_of::<K>(name, ending));
            keys.extend(key.filter(|key| after.is_none_or(|after| key > after)));
        }
        keys.sort_unstable();
        keys.dedup(); // a name that is replaced while the directory is listed may come twice
        Ok(keys)
    }

    fn load(&self, name: &str) -> Result<Option<File>, StoreErrorKind> {
        let found = load(&self.root.join(name)).map_err(fault)?;
        if found.is_none() {
            // A directory that has gone, or is not mounted, is not an empty one.
            fs::metadata(&self.root).map_err(fault)?;
        }
        Ok(found)
    }
}

impl<K: FileKey> Backend for Directory<K> {
    type Key = K;

    fn read(&self, key: &K) -> Result<Option<Vec<u8>>, StoreErrorKind> {
        self.read_as(JSON, key)
    }

    fn swap(
        &self,
        key: &K,
        old: Option<&[u8]>,
        new: Option<&[u8]>,
    ) -> Result<bool, StoreErrorKind> {
        self.swap_as(JSON, key, old, new)
    }

    fn scan(&self, after: Option<&K>, visit: &mut Visit<'_, K>) -> Result<(), StoreErrorKind> {
        self.scan_as(JSON, after, visit)
    }

    fn read_as(&self, ending: &str, key: &K) -> Result<Option<Vec<u8>>, StoreErrorKind> {
        Ok(self.load(&file_name(key, ending)?)?.map(|file| file.bytes))
    }

    fn swap_as(
        &self,
        ending: &str,
        key: &K,
        old: Option<&[u8]>,
        new: Option<&[u8]>,
    ) -> Result<bool, StoreErrorKind> {
        let name = file_name(key, ending)?;
        let slot = Slot::take(&self.root, &name).map_err(fault)?;
        let found = self.load(&name)?;
        if found.as_ref().map(|file| &*file.bytes) != old {
            return Ok(false);
        }
        let path = self.root.join(name);
        let written = match new {
            Some(new) => slot.put(&path, new, found.map(|file| file.permissions)),
            None => slot::remove(&path),
        };
        written.and_then(|()| slot::sync(&self.root)).map_err(fault)?;
        Ok(true)
    }

    fn scan_as(
        &self,
        ending: &str,
        after: Option<&K>,
        visit: &mut Visit<'_, K>,
    ) -> Result<(), StoreErrorKind> {
        for key in self.keys(ending, after).map_err(fault)? {
            let Some(bytes) = self.read_as(ending, &key).transpose() else { continue }; // it has gone
            if visit(key, bytes).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn place(&self) -> Option<String> {
        Some(self.root.display().to_string())
    }
}

/// A record's file.
struct File {
    bytes: Vec<u8>,
    permissions: Permissions,
}

fn load(path: &Path) -> io::Result<Option<File>> {
    let found = || -> io::Result<File> {
        let metadata = fs::symlink_metadata(path)?;
        // A pipe would never end, and a link leads elsewhere.
        if !metadata.is_file() {
            return Err(io::Error::new(ErrorKind::InvalidData, "it is no regular file"));
        }
        Ok(File { bytes: fs::read(path)?, permissions: metadata.permissions() })
    };
    match found() {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes a directory such that it is still there after a crash: with the names of all that had to be made.
fn make(root: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = root.ancestors().take_while(|folder| is_missing(folder)).collect();
    fs::create_dir_all(root)?;
    for folder in missing {
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        slot::sync(parent.unwrap_or(Path::new(".")))?;
    }
    Ok(())
}

fn is_missing(folder: &Path) -> bool {
    !folder.as_os_str().is_empty() && !folder.exists()
}

fn fault(error: io::Error) -> StoreErrorKind {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreErrorKind::Full,
        _ => StoreErrorKind::Io(error),
    }
}
