//! What the derive costs to compile, against what serde's two derives cost for the same types.
//!
//! The types of this test suite, and one of 60 fields in 12 versions, are compiled as libraries of their own: without
//! derives, with serde's, and with all. `ratio` is what `Migrate` adds over what serde's derives add.
//! Run it on a quiet machine: `cargo bench -p heirloom-tests --bench compile_time`.
#![expect(clippy::unwrap_used, reason = "a failed unwrap ends the benchmark")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use quote::ToTokens;
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Item, Path as SynPath, Token, parse_quote, punctuated::Punctuated};

const ROUNDS: usize = 7;

/// Files whose types are compiled. Their tests and what only these need are left out.
const FILES: &[&str] = &[
    "src/user.rs",
    "src/order.rs",
    "tests/chain.rs",
    "tests/peers.rs",
    "tests/operations/fields.rs",
    "tests/operations/lists.rs",
    "tests/operations/structs.rs",
    "tests/operations/enums.rs",
    "tests/operations/records.rs",
];

#[derive(Clone, Copy, PartialEq)]
enum Derives {
    None,
    Serde,
    All,
}

impl Derives {
    const ALL: [Self; 3] = [Self::None, Self::Serde, Self::All];

    fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Serde => "serde",
            Self::All => "all",
        }
    }
}

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return; // `cargo test --benches` only wants to know that it compiles
    }
    for (name, source) in [("suite", suite()), ("60_fields_12_versions", large(60, 12))] {
        let file = syn::parse_file(&source).unwrap();
        let crates = Derives::ALL.map(|derives| library(name, derives, file.clone()));
        for verb in ["check", "build"] {
            let mut times = [const { Vec::new() }; 3];
            for round in 0..=ROUNDS {
                for (library, times) in crates.iter().zip(&mut times) {
                    let time = compile(verb, library);
                    if round > 0 {
                        times.push(time); // the first round compiles the dependencies
                    }
                }
            }
            let [none, serde, all] = times.map(median);
            println!("{verb} {name} none {none:.3} serde {serde:.3} all {all:.3} seconds");
            println!("ratio {verb}_{name} {:.2}", (all - serde) / (serde - none));
        }
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}

/// The types of the test suite, file by file.
fn suite() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut source = String::new();
    for file in FILES {
        let text = fs::read_to_string(root.join(file)).unwrap();
        let name = file.replace(['/', '.'], "_");
        // The generator of test values is no part of what is measured.
        let text = text.replace("arbitrary::Arbitrary, ", "");
        let inner = text.lines().filter(|line| {
            let outside = line.starts_with("//!") || line.starts_with("#![");
            !outside && line.trim() != "use heirloom::testing::arbitrary;"
        });
        writeln!(source, "mod {name} {{").unwrap();
        inner.for_each(|line| writeln!(source, "{line}").unwrap());
        writeln!(source, "}}").unwrap();
    }
    source
}

/// One entity of many fields in many versions: each renames one field, adds one, drops one and converts one.
fn large(fields: usize, versions: usize) -> String {
    let types = ["String", "u32", "Option<String>", "Vec<u8>", "bool", "f64"];
    let mut source = "use heirloom::Migrate;\nuse serde::{Deserialize, Serialize};\n".to_owned();
    let mut names: Vec<(String, usize)> =
        (0..fields).map(|at| (format!("field_{at}"), at % types.len())).collect();
    for version in 1..=versions {
        let mut words = vec![String::new(); fields];
        let header = if version == 1 {
            "entity = \"large\", version = 1".to_owned()
        } else {
            let renamed = version * 5 % fields;
            words[renamed] = format!("#[migrate(from = {})] ", names[renamed].0);
            names[renamed].0 = format!("renamed_{version}");
            let added = (version * 5 + 1) % fields;
            let dropped = names[added].0.clone();
            "#[migrate(default)] ".clone_into(&mut words[added]);
            names[added] = (format!("added_{version}"), version % types.len());
            let kept = if version % 2 == 0 { "keep" } else { "default" };
            format!("from = V{}, drop({dropped}, {kept})", version - 1)
        };
        writeln!(source, "#[derive(Serialize, Deserialize, Migrate)]\n#[migrate({header})]\npub struct V{version} {{").unwrap();
        for ((name, ty), word) in names.iter().zip(&words) {
            writeln!(source, "    {word}pub {name}: {},", types[*ty]).unwrap();
        }
        writeln!(source, "}}").unwrap();
    }
    source
}

/// Writes the library, and says where.
fn library(name: &str, derives: Derives, mut file: syn::File) -> PathBuf {
    let functions = functions(&file);
    Types { derives_left: derives, functions }.visit_file_mut(&mut file);
    let root = target().join(format!("{name}-{}", derives.name()));
    fs::create_dir_all(root.join("src")).unwrap();
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let manifest = format!(
        "[package]\nname = \"compile-{name}-{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nheirloom = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n\n[workspace]\n",
        derives.name(),
        runtime.display()
    );
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    let _ = fs::copy(lock, root.join("Cargo.lock"));
    let source = format!("#![allow(warnings)]\n{}", file.to_token_stream());
    fs::write(root.join("src/lib.rs"), source).unwrap();
    root
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-time")
}

/// Compiles the library anew; its dependencies stay.
fn compile(verb: &str, library: &Path) -> Duration {
    let source = library.join("src/lib.rs");
    let text = fs::read(&source).unwrap();
    fs::write(&source, text).unwrap();
    let begin = Instant::now();
    let status = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
        .args([verb, "--quiet", "--offline"])
        .current_dir(library)
        .env("CARGO_TARGET_DIR", target().join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .status()
        .unwrap();
    let time = begin.elapsed();
    assert!(status.success(), "{} does not compile", library.display());
    time
}

/// Leaves the types, with some of their derives, and the functions that their attributes name.
struct Types {
    derives_left: Derives,
    functions: BTreeSet<String>,
}

/// The functions that attributes name, and those that these call.
fn functions(file: &syn::File) -> BTreeSet<String> {
    #[derive(Default)]
    struct Names {
        attributes: String,
        bodies: BTreeMap<String, String>,
    }
    impl<'ast> Visit<'ast> for Names {
        fn visit_attribute(&mut self, attr: &'ast Attribute) {
            if attr.path().is_ident("migrate") {
                self.attributes += &attr.to_token_stream().to_string();
            } else if attr.path().is_ident("serde") {
                self.attributes += " serialize deserialize "; // of a module that `with` names
            }
        }

        fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
            let body = self.bodies.entry(item.sig.ident.to_string()).or_default();
            *body += &item.to_token_stream().to_string();
        }
    }
    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.split(|c: char| !c.is_alphanumeric() && c != '_')
    }
    let mut names = Names::default();
    names.visit_file(file);
    let mut known = BTreeSet::new();
    let mut open: Vec<String> = words(&names.attributes).map(ToOwned::to_owned).collect();
    while let Some(name) = open.pop() {
        if let Some(body) = names.bodies.get(&name)
            && known.insert(name)
        {
            open.extend(words(body).map(ToOwned::to_owned));
        }
    }
    known
}

impl Types {
    fn stays(&self, item: &Item) -> bool {
        let text = item.to_token_stream().to_string();
        match item {
            Item::Fn(function) => self.functions.contains(&function.sig.ident.to_string()),
            Item::Use(_) => !text.contains("crate ::") && !text.contains("heirloom_tests"),
            Item::Mod(module) => module.content.is_some() && module.ident != "unknown",
            Item::Impl(_) => self.derives_left == Derives::All || !text.contains("heirloom ::"),
            Item::Macro(_) => false,
            _ => true,
        }
    }

    /// serde's impls are generic: a library that only derives them leaves their cost to whoever uses them. Each type is written and read once,
    /// as a program would.
    fn used(&self, items: &mut Vec<Item>) {
        if self.derives_left == Derives::None {
            return;
        }
        let mut uses = Vec::new();
        for item in items.iter() {
            let (ident, generics, attrs) = match item {
                Item::Struct(item) => (&item.ident, &item.generics, &item.attrs),
                Item::Enum(item) => (&item.ident, &item.generics, &item.attrs),
                _ => continue,
            };
            let text = |attr: &Attribute| attr.to_token_stream().to_string();
            if generics.params.is_empty()
                && attrs.iter().any(|attr| text(attr).contains("Serialize"))
            {
                let name = quote::format_ident!("__use_{ident}");
                uses.push(parse_quote! {
                    fn #name(value: &#ident) -> (Vec<u8>, #ident) {
                        (serde_json::to_vec(value).unwrap(), serde_json::from_slice(b"").unwrap())
                    }
                });
                let table = quote::format_ident!("__USED_{ident}");
                uses.push(
                    parse_quote!(pub static #table: fn(&#ident) -> (Vec<u8>, #ident) = #name;),
                );
            }
        }
        items.extend(uses);
    }

    fn derives(&self, attr: &mut Attribute) -> bool {
        let Ok(paths) = attr.parse_args_with(Punctuated::<SynPath, Token![,]>::parse_terminated)
        else {
            return true;
        };
        let left: Vec<SynPath> = paths
            .into_iter()
            .filter(|path| match self.derives_left {
                Derives::All => true,
                Derives::Serde => !path.is_ident("Migrate"),
                Derives::None => !["Migrate", "Serialize", "Deserialize"]
                    .iter()
                    .any(|derive| path.is_ident(derive)),
            })
            .collect();
        *attr = parse_quote!(#[derive(#(#left),*)]);
        !left.is_empty()
    }

    fn attributes(&self, attrs: &mut Vec<Attribute>) {
        attrs.retain_mut(|attr| {
            if attr.path().is_ident("derive") {
                return self.derives(attr);
            }
            !(self.derives_left != Derives::All && attr.path().is_ident("migrate")
                || self.derives_left == Derives::None && attr.path().is_ident("serde"))
        });
    }
}

impl VisitMut for Types {
    fn visit_file_mut(&mut self, file: &mut syn::File) {
        let this = &*self;
        file.items.retain(|item| this.stays(item));
        self.used(&mut file.items);
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if let Some((_, items)) = &mut module.content {
            items.retain(|item| self.stays(item));
            self.used(items);
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_item_struct_mut(&mut self, item: &mut syn::ItemStruct) {
        self.attributes(&mut item.attrs);
        visit_mut::visit_item_struct_mut(self, item);
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        self.attributes(&mut item.attrs);
        visit_mut::visit_item_enum_mut(self, item);
    }

    fn visit_variant_mut(&mut self, variant: &mut syn::Variant) {
        self.attributes(&mut variant.attrs);
        visit_mut::visit_variant_mut(self, variant);
    }

    fn visit_field_mut(&mut self, field: &mut syn::Field) {
        self.attributes(&mut field.attrs);
    }
}
