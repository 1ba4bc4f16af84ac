//! The `use` lines of a module for new versions: of those of the old module, the ones that the copies need, and what stands
//! in the old module itself.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens as _;
use syn::{Item, ItemUse, Visibility};

use crate::new::layout::VersionModule;
use crate::new::lines::{braced, printed, rank};
use crate::new::names;
use crate::new::work::Work;
use crate::source::{
    Brings, Definition, Leaf, ModuleId, SourceFile, Sources, names_itself, private_keyword,
};

/// What every crate sees without a `use`, and what derives and attributes bring of their own.
const PRELUDE: &str = "\
    bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 String Vec Option Some \
    None Result Ok Err Box ToString ToOwned From Into TryFrom TryInto Iterator IntoIterator Default \
    Clone Copy Debug PartialEq Eq PartialOrd Ord Hash Send Sync Sized Drop Fn FnMut FnOnce Self self \
    super crate derive serde migrate doc cfg_attr cfg test pub struct enum impl fn for where dyn \
    allow expect non_exhaustive repr default const as mut ref let if else match return true false in \
    loop while move use type panic vec format rename_all tag content untagged transparent \
    deny_unknown_fields skip flatten";

/// The `use` lines of one new module.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// Lines as they are in the old modules, or what is needed of them; each says whether a blank line stands before it.
    lines: Vec<(bool, String)>,
    /// From the old modules themselves, and from where other new versions are.
    own: BTreeMap<String, BTreeSet<String>>,
    extra: BTreeSet<String>,
    brought: BTreeSet<String>,
}

/// What some code asks of its module.
struct Code {
    used: BTreeSet<String>,
    /// Everything that the old module mentions outside of its `use` lines.
    mentioned: BTreeSet<String>,
    open: Vec<String>,
    has_impls: bool,
}

impl Code {
    /// What is imported and mentioned nowhere is a trait, for its methods.
    fn needs(&self, name: &str) -> bool {
        self.used.contains(name) || self.has_impls && !self.mentioned.contains(name)
    }
}

impl Imports {
    /// What some code of an old module needs in the new one.
    pub(super) fn add(
        &mut self,
        work: &mut Work<'_>,
        into: &VersionModule,
        old: ModuleId,
        code: &str,
        has_impls: bool,
    ) {
        let sources = work.catalog.sources;
        let Ok(syntax) = syn::parse_file(code) else { return };
        let mut used = names::used(syntax.to_token_stream());
        // The derive of `Arbitrary` looks for the name of its crate.
        if used.contains("Arbitrary") {
            used.insert("arbitrary".to_owned());
        }
        self.what_is_there(work, into, &used);
        self.own_of(work, old, &used);
        let code = Code {
            mentioned: mentioned(sources, old),
            open: self.open(sources, old, &used),
            used,
            has_impls,
        };
        let mut last = None;
        for item in &sources.module(old).items {
            let Item::Use(item) = item else { continue };
            if let Some(line) = self.of_use(work, into, old, item, &code) {
                let (file, range) = (sources.file_of(old), sources.file_of(old).range(item));
                let blank = last.is_some_and(|last: usize| is_apart(file, last, range.start));
                self.lines.push((blank, line));
                last = Some(range.end);
            }
        }
    }

    /// Names that need no line.
    fn what_is_there(&mut self, work: &Work<'_>, into: &VersionModule, used: &BTreeSet<String>) {
        let sources = work.catalog.sources;
        let reborn = work.births.iter().map(|birth| work.reborn(birth.old));
        let arriving = reborn.filter(|spot| spot.module == work.path_of(into));
        self.brought.extend(arriving.map(|spot| spot.name));
        if let Some(existing) = into.existing {
            let taken = used.iter().filter(|name| sources.brings(existing, name));
            self.brought.extend(taken.cloned());
            let leaves = sources.leaves(existing);
            let globs = leaves.filter(|(_, leaf)| leaf.brings == Brings::Everything);
            self.brought.extend(globs.map(|(_, leaf)| glob(&leaf)));
        }
    }

    /// What stands in the old module itself; it is opened to the modules beside it where it is private.
    fn own_of(&mut self, work: &mut Work<'_>, old: ModuleId, used: &BTreeSet<String>) {
        let sources = work.catalog.sources;
        let own = sources.module(old).path.last().cloned().unwrap_or_default();
        for name in used {
            let Some(item) = sources.item_named(old, name) else { continue };
            if matches!(item, Item::Macro(_)) || !self.brought.insert(name.clone()) {
                continue;
            }
            self.own.entry(format!("super::{own}")).or_default().insert(name.clone());
            if let Some(keyword) = private_keyword(item) {
                let at = sources.file_of(old).range_of(keyword).start;
                work.edits(old).insert(at, "pub(super) ");
            }
        }
    }

    /// The names of which only a glob can say what they mean.
    fn open(&self, sources: &Sources, old: ModuleId, used: &BTreeSet<String>) -> Vec<String> {
        let known = |name: &str| PRELUDE.split_whitespace().any(|known| known == name);
        let imported = |name: &str| sources.leaves(old).any(|(_, leaf)| leaf.brings(name));
        let open = used.iter().filter(|name| !self.brought.contains(*name));
        open.filter(|name| !known(name) && !imported(name)).cloned().collect()
    }

    /// What the new module needs of a `use` of the old one.
    fn of_use(
        &mut self,
        work: &Work<'_>,
        into: &VersionModule,
        old: ModuleId,
        item: &ItemUse,
        code: &Code,
    ) -> Option<String> {
        let sources = work.catalog.sources;
        let (leaves, mut kept) = (Leaf::all(item), Vec::new());
        let count = leaves.len();
        for leaf in leaves {
            let needed = match leaf.brings {
                Brings::Name(name) => {
                    code.needs(&name.to_string()) && self.brought.insert(name.to_string())
                }
                Brings::Nameless => code.has_impls,
                Brings::Everything => {
                    let reaches = |name: &String| match sources.resolve_names(old, &leaf.path) {
                        Some(Definition::Module(module)) => sources.has(module, name),
                        _ => true,
                    };
                    code.open.iter().any(reaches) && self.brought.insert(glob(&leaf))
                }
            };
            match adjusted(work, into, old, &leaf) {
                _ if !needed => {}
                Some(line) => {
                    self.extra.insert(line);
                }
                None => kept.push(leaf),
            }
        }
        if kept.is_empty() {
            return None;
        }
        let file = sources.file_of(old);
        let whole = file.range(item);
        let keyword = file.range_of(item.use_token.span).start;
        let end = match item.vis {
            Visibility::Inherited => keyword,
            _ => file.range(&item.vis).start,
        };
        let head = &file.text[whole.start..end];
        if kept.len() < count {
            return Some(format!("{head}{}", printed("use ", &kept)));
        }
        let rest = &file.text[whole.end..file.line_end(whole.end)];
        let remark = if rest.trim_start().starts_with("//") { rest.trim_end() } else { "" };
        Some(format!("{head}{}{remark}", &file.text[keyword..whole.end]))
    }

    /// The lines that no old module has.
    fn own_lines(&self) -> Vec<String> {
        let mut own: Vec<String> = self
            .own
            .iter()
            .map(|(module, names)| {
                let names: Vec<_> = names.iter().map(String::as_str).collect();
                braced(&format!("use {module}"), &names)
            })
            .chain(self.extra.iter().cloned())
            .collect();
        own.sort_by_key(|line| rank(line));
        own
    }

    /// The lines one by one.
    pub(super) fn lines(self) -> Vec<String> {
        let own = self.own_lines();
        self.lines.into_iter().map(|(_, line)| line).chain(own).collect()
    }

    /// The lines in their groups.
    pub(super) fn text(mut self) -> String {
        let own = self.own_lines();
        // Beside the lines that lead into the same crate, or in a group of their own behind all others.
        let inner = |line: &str| rank(line).0 < 3;
        for line in own {
            let group = self.lines.iter().rposition(|(_, other)| inner(other));
            match group {
                Some(last) => {
                    let first = (0..=last).rev().find(|at| self.lines[*at].0).unwrap_or(0);
                    let before = (first..=last).find(|at| rank(&self.lines[*at].1) > rank(&line));
                    match before {
                        Some(at) => {
                            let blank = std::mem::take(&mut self.lines[at].0);
                            self.lines.insert(at, (blank, line));
                        }
                        None => self.lines.insert(last + 1, (false, line)),
                    }
                }
                None => self.lines.push((!self.lines.is_empty(), line)),
            }
        }
        let lines = self.lines.iter().enumerate().map(|(at, (blank, line))| {
            let blank = if *blank && at > 0 { "\n" } else { "" };
            format!("{blank}{line}\n")
        });
        lines.collect()
    }
}

/// What a `use` has to say in the new module, where that is not what it says in the old one.
fn adjusted(
    work: &Work<'_>,
    into: &VersionModule,
    old: ModuleId,
    leaf: &Leaf<'_>,
) -> Option<String> {
    let (catalog, sources) = (work.catalog, work.catalog.sources);
    let renamed = |name: &str| match leaf.brings {
        Brings::Name(brings) if brings != name => format!(" as {brings}"),
        Brings::Nameless => " as _".to_owned(),
        _ => String::new(),
    };
    for birth in &work.births {
        if names_itself(sources, old, &leaf.path, catalog.version(birth.old)) {
            let new = work.reborn(birth.old);
            let path = new.spelled(sources, sources.root(old), &work.path_of(into));
            return Some(format!("use {path}{};", renamed(&new.name)));
        }
    }
    let own = sources.module(old).path.last()?;
    let (first, rest) = leaf.path.split_first()?;
    let rest = match first.to_string().as_str() {
        "self" => rest.to_vec(),
        name if sources.item_named(old, name).is_some() => leaf.path.clone(),
        _ => return None,
    };
    let rest: Vec<String> = rest.iter().map(ToString::to_string).collect();
    let end = if leaf.brings == Brings::Everything { "::*" } else { "" };
    let last = leaf.path.last().map(ToString::to_string).unwrap_or_default();
    Some(format!("use super::{own}::{}{end}{};", rest.join("::"), renamed(&last)))
}

/// `super::*`, as something that a module has or has not.
fn glob(leaf: &Leaf<'_>) -> String {
    let path: Vec<String> = leaf.path.iter().map(ToString::to_string).collect();
    format!("{}::*", path.join("::"))
}

/// Everything that a module mentions outside of its `use` lines.
fn mentioned(sources: &Sources, module: ModuleId) -> BTreeSet<String> {
    let items = sources.module(module).items.iter();
    let others = items.filter(|item| !matches!(item, Item::Use(_)));
    others.flat_map(|item| names::mentioned(item.to_token_stream())).collect()
}

/// Whether a blank line stands between two positions.
fn is_apart(file: &SourceFile, from: usize, to: usize) -> bool {
    file.text[from..to].replace('\r', "").contains("\n\n")
}
