//! The module trees of a package.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, ExprLit, Item, ItemMod, Lit, Meta};

use crate::error::{Problem, Result};
use crate::package::Package;
use crate::source::SourceFile;

/// A file of [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// A module of [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleId(usize);

/// The sources of some packages.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    modules: Vec<Module>,
    libraries: Vec<(String, ModuleId)>,
    read: HashSet<PathBuf>,
    /// The texts of files that are to be other than on disk.
    texts: BTreeMap<PathBuf, String>,
}

/// A module.
#[derive(Debug)]
pub struct Module {
    /// Its path below the root of its crate: `["user", "v2"]`.
    pub path: Vec<String>,
    /// The module around it.
    pub parent: Option<ModuleId>,
    /// The file of its items.
    pub file: FileId,
    /// What stands in it; the content of inline modules stands in those.
    pub items: Vec<Item>,
    /// The modules in it.
    pub children: Vec<(String, ModuleId)>,
    /// How it is declared; `None` for the root of a crate.
    pub body: Option<Body>,
}

/// How a module is declared.
#[derive(Debug, Clone)]
pub enum Body {
    /// `mod v1 { … }`
    Inline {
        /// All of it, attributes included, in the file of the parent, which is its own.
        whole: Range<usize>,
        /// What stands between the braces.
        inside: Range<usize>,
    },
    /// `mod v1;`
    File {
        /// All of it, attributes included, in the file of the parent.
        declared: Range<usize>,
    },
}

/// Where the files of a module's children lie.
struct Folders<'a> {
    /// The folder of the file itself: `#[path]` of a module outside of inline ones is relative to it.
    file: &'a Path,
    /// The folder for `mod x;`.
    children: &'a Path,
    /// Whether a module stands in an inline one.
    inline: bool,
}

impl Sources {
    /// Reads the libraries and programs of packages.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, is no Rust, or is not there.
    pub fn read(packages: &[Package]) -> Result<Self> {
        Self::read_with(packages, BTreeMap::new())
    }

    /// The same, as if some files had other texts, or were there.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn read_with(packages: &[Package], texts: BTreeMap<PathBuf, String>) -> Result<Self> {
        let mut this = Self { texts, ..Self::default() };
        for package in packages {
            for target in package.roots() {
                if this.read.contains(&target.src_path) {
                    continue;
                }
                let folder = target.src_path.parent().unwrap_or(Path::new("")).to_owned();
                let root = this.file(&target.src_path, &folder, Vec::new(), None, None)?;
                if let (true, Some(root)) = (target.is_library(), root) {
                    this.libraries.push((target.name.replace('-', "_"), root));
                }
            }
        }
        Ok(this)
    }

    /// A module.
    pub fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0]
    }

    /// All modules, those around others first.
    pub fn modules(&self) -> impl Iterator<Item = (ModuleId, &Module)> {
        self.modules.iter().enumerate().map(|(at, module)| (ModuleId(at), module))
    }

    /// A file.
    pub fn source(&self, id: FileId) -> &SourceFile {
        &self.files[id.0]
    }

    /// The file of a module.
    pub fn file_of(&self, id: ModuleId) -> &SourceFile {
        self.source(self.module(id).file)
    }

    /// The root of the crate of a module.
    pub fn root(&self, id: ModuleId) -> ModuleId {
        let mut at = id;
        while let Some(parent) = self.module(at).parent {
            at = parent;
        }
        at
    }

    /// The root of a library of these packages, by the name that `use` has for it.
    pub fn library(&self, name: &str) -> Option<ModuleId> {
        self.libraries.iter().find(|(library, _)| library == name).map(|(_, root)| *root)
    }

    /// The name that other crates have for the library of a root.
    pub fn library_name(&self, root: ModuleId) -> Option<&str> {
        self.libraries.iter().find(|(_, library)| *library == root).map(|(name, _)| name.as_str())
    }

    /// The module of that name inside a module.
    pub fn child(&self, id: ModuleId, name: &str) -> Option<ModuleId> {
        self.module(id).children.iter().find(|(child, _)| child == name).map(|(_, child)| *child)
    }

    /// Reads the file of a module; `None` if it was read before, for another target.
    fn file(
        &mut self,
        path: &Path,
        children: &Path,
        name: Vec<String>,
        parent: Option<ModuleId>,
        body: Option<Body>,
    ) -> Result<Option<ModuleId>> {
        if !self.read.insert(path.to_owned()) {
            return Ok(None);
        }
        let (file, syntax) = match self.texts.get(path) {
            Some(text) => SourceFile::parse(path, text.clone())?,
            None => SourceFile::read(path)?,
        };
        let id = FileId(self.files.len());
        self.files.push(file);
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let folders = Folders { file: &folder, children, inline: false };
        self.add(name, parent, id, syntax.items, body, &folders).map(Some)
    }

    fn add(
        &mut self,
        path: Vec<String>,
        parent: Option<ModuleId>,
        file: FileId,
        mut items: Vec<Item>,
        body: Option<Body>,
        folders: &Folders<'_>,
    ) -> Result<ModuleId> {
        let id = ModuleId(self.modules.len());
        let inner: Vec<(ItemMod, Range<usize>)> = items
            .iter_mut()
            .filter_map(|item| match item {
                Item::Mod(module) if !is_test(&module.attrs) => {
                    let range = self.source(file).range(module);
                    let shell = ItemMod { content: None, ..module.clone() };
                    Some((std::mem::replace(module, shell), range))
                }
                _ => None,
            })
            .collect();
        self.modules.push(Module { path, parent, file, items, children: Vec::new(), body });
        for (module, range) in inner {
            let name = module.ident.to_string();
            if let Some(child) = self.declared(id, module, range, folders)? {
                self.modules[id.0].children.push((name, child));
            }
        }
        Ok(id)
    }

    fn declared(
        &mut self,
        parent: ModuleId,
        module: ItemMod,
        range: Range<usize>,
        folders: &Folders<'_>,
    ) -> Result<Option<ModuleId>> {
        let name = module.ident.to_string();
        let name = name.strip_prefix("r#").unwrap_or(&name).to_owned();
        let mut path = self.module(parent).path.clone();
        path.push(name.clone());
        let told = path_attribute(&module.attrs);
        let file = self.module(parent).file;
        if let Some((braces, items)) = module.content {
            let source = self.source(file);
            let inside =
                source.range_of(braces.span.open()).end..source.range_of(braces.span.close()).start;
            let body = Body::Inline { whole: range, inside };
            let base = if folders.inline { folders.children } else { folders.file };
            let children =
                told.map_or_else(|| folders.children.join(&name), |told| base.join(told));
            let folders = Folders { file: folders.file, children: &children, inline: true };
            return self.add(path, Some(parent), file, items, Some(body), &folders).map(Some);
        }
        let body = Some(Body::File { declared: range.clone() });
        if let Some(told) = told {
            let base = if folders.inline { folders.children } else { folders.file };
            let found = base.join(told);
            let children = found.parent().unwrap_or(base).to_owned();
            return self.file(&found, &children, path, Some(parent), body);
        }
        let children = folders.children.join(&name);
        let looked = [folders.children.join(format!("{name}.rs")), children.join("mod.rs")];
        match looked.iter().find(|path| path.is_file() || self.texts.contains_key(*path)) {
            Some(found) => self.file(found, &children, path, Some(parent), body),
            // What `cfg` decides may be absent here.
            None if module.attrs.iter().any(|attr| attr.path().is_ident("cfg")) => Ok(None),
            None => Err(Problem::NoModuleFile {
                place: self.source(file).place(range.start),
                module: name,
                looked: looked.into(),
            }
            .into()),
        }
    }
}

/// `#[cfg(test)]`
fn is_test(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| match &attr.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string().trim() == "test",
        _ => false,
    })
}

/// `#[path = "…"]`
fn path_attribute(attrs: &[Attribute]) -> Option<String> {
    attrs.iter().find_map(|attr| match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("path") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    })
}
