//! What is found in the text of a package.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::fs;
use std::path::Path;

use cargo_heirloom::error::Problem;
use cargo_heirloom::package::{Package, Target};
use cargo_heirloom::source::{Alias, Catalog, Chain, Sources};

fn write(folder: &Path, files: &[(&str, &str)]) -> Package {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let target = |name: &str, kind: &str, path: &str| Target {
        name: name.to_owned(),
        kind: vec![kind.to_owned()],
        src_path: folder.join(path),
        edition: "2024".to_owned(),
    };
    let mut targets = Vec::new();
    if folder.join("src/main.rs").exists() {
        targets.push(target("my-app", "bin", "src/main.rs"));
    }
    if folder.join("src/lib.rs").exists() {
        targets.push(target("my-app", "lib", "src/lib.rs"));
    }
    Package {
        name: "my-app".to_owned(),
        manifest_path: folder.join("Cargo.toml"),
        targets,
        target_directory: folder.join("target"),
    }
}

fn sources(files: &[(&str, &str)]) -> Result<Sources, cargo_heirloom::Error> {
    let folder = tempfile::tempdir().unwrap();
    let package = write(folder.path(), files);
    Sources::read(&[package])
}

fn shown(catalog: &Catalog<'_>, chain: &Chain) -> Vec<String> {
    let versions = chain.versions.iter();
    versions
        .map(|(number, id)| format!("{number} {}", catalog.version(*id).path(catalog.sources)))
        .collect()
}

const FIRST: &str =
    "#[derive(Migrate)] #[migrate(entity = \"user\", version = 1)] pub struct User;";

#[test]
fn chains_are_found_through_files_imports_and_aliases() {
    let sources = sources(&[
        (
            "src/lib.rs",
            "mod user; #[path = \"elsewhere/o.rs\"] mod order;\n\
             #[cfg(test)] mod tests { #[derive(heirloom::Migrate)] #[migrate(entity = \"test\", version = 1)] struct T; }\n\
             #[cfg(windows)] mod absent;",
        ),
        ("src/user.rs", "pub mod v1; pub mod v2; pub mod v3 { mod deep; pub use deep::Person; }\n\
             pub use v3::Person as User; heirloom::lock!(User in \"heirloom/user.lock\");"),
        ("src/user/v1.rs", FIRST),
        (
            "src/user/v2.rs",
            "use super::v1::User as Old; #[derive(Clone, Migrate)] #[migrate(from = Old, version = \"1.1\")] pub struct User;",
        ),
        (
            "src/user/v3/deep.rs",
            "use super::super::*;\n#[derive(heirloom::Migrate)]\n#[migrate(entity = \"person\", was = \"user\")]\n\
             #[migrate(from = v2::User, up = |a, b| f(a), drop(x, keep))]\npub struct Person;",
        ),
        (
            "src/elsewhere/o.rs",
            "#[derive(Migrate)] #[migrate(entity = \"order\", version = 4)] pub struct OrderV4<T, U, V>(T, U, V);\n\
             pub type Order = OrderV5; type Old<T, U, V> = OrderV4<T, U, V>;\n\
             #[derive(Migrate)] #[migrate(from = Old<T, U, V>, key = id)] pub struct OrderV5;",
        ),
        ("src/main.rs", "use my_app::user::User; #[derive(Migrate)] #[migrate(from = User)] struct Next;"),
    ])
    .unwrap();
    let catalog = Catalog::new(&sources);
    assert_eq!(catalog.entities().unwrap(), ["order", "person"]);

    let person = catalog.chain("person").unwrap();
    assert_eq!(
        shown(&catalog, &person),
        [
            "1 crate::user::v1::User",
            "1.1 crate::user::v2::User",
            "2 crate::user::v3::deep::Person",
            "3 crate::Next"
        ]
    );
    let third = catalog.version(person.versions[2].1);
    let words: Vec<_> = third.words.list.iter().map(|word| word.name.as_str()).collect();
    assert_eq!(words, ["entity", "was", "from", "up", "drop"]);
    assert_eq!(
        catalog.resolve(catalog.calls[0].module, &catalog.calls[0].of),
        Some(person.versions[2].1)
    );
    assert_eq!(catalog.calls[0].file.as_deref(), Some("heirloom/user.lock"));

    let order = catalog.chain("order").unwrap();
    assert_eq!(shown(&catalog, &order), ["4 crate::order::OrderV4", "5 crate::order::OrderV5"]);
    let aliases = Alias::of(&sources, catalog.version(order.latest().1));
    assert_eq!(aliases.len(), 1);
    assert_eq!(aliases[0].name, "Order");
}

#[test]
fn rings_of_imports_and_versions_end() {
    let sources = sources(&[(
        "src/lib.rs",
        "mod a { pub use super::b::*; pub use super::*; pub use super::b::Ring; } mod b { pub use super::a::*; pub use super::a::Ring; }\n\
         type X = Y; type Y = X;\n\
         #[derive(Migrate)] #[migrate(from = a::Nothing)] struct A;\n\
         #[derive(Migrate)] #[migrate(from = a::Ring)] struct B;\n\
         #[derive(Migrate)] #[migrate(from = X)] struct C;\n\
         #[derive(Migrate)] #[migrate(from = E)] struct D;\n\
         #[derive(Migrate)] #[migrate(from = D)] struct E;\n\
         #[derive(Migrate)] #[migrate(from = F)] struct F;\n\
         #[derive(Migrate)] #[migrate(from = )] struct G;\n\
         #[derive(Migrate)] #[migrate] struct H;",
    )])
    .unwrap();
    let catalog = Catalog::new(&sources);
    assert!(catalog.chains().unwrap().is_empty());
    let text = catalog.chain("user").unwrap_err().to_string();
    assert!(text.contains("there is no entity at all") && text.contains("crate::A ("), "{text}");
}

#[test]
fn positions_count_what_syn_does_not_see() {
    let sources = sources(&[(
        "src/lib.rs",
        "\u{feff}#!/usr/bin/env cargo\r\n// Größe\r\n/// Ä\r\n#[derive(Migrate)]\r\n#[migrate(entity = \"ü\", version = 1)]\r\nstruct Ö;\r\n",
    )])
    .unwrap();
    let catalog = Catalog::new(&sources);
    let chain = catalog.chain("ü").unwrap();
    let version = catalog.version(chain.latest().1);
    let file = version.file(&sources);
    assert_eq!(
        file.slice(version.range.clone()),
        "/// Ä\r\n#[derive(Migrate)]\r\n#[migrate(entity = \"ü\", version = 1)]\r\nstruct Ö;"
    );
    assert_eq!(file.slice(version.words.get("version").unwrap().range.clone()), "version = 1");
    assert_eq!(file.place(version.range.start).line, 3);
}

#[test]
fn what_is_ambiguous_or_missing_is_told_with_its_place() {
    let text = |files: &[(&str, &str)], entity: &str| {
        sources(files)
            .and_then(|sources| Catalog::new(&sources).chain(entity).map(|_| ()))
            .unwrap_err()
            .to_string()
    };
    let two = format!("mod a {{ {FIRST} }}\nmod b {{ {FIRST} }}");
    let said = text(&[("src/lib.rs", &two)], "user");
    assert!(
        said.starts_with("two entities are called `user`: ") && said.contains("lib.rs:2"),
        "{said}"
    );

    let branch = format!(
        "{FIRST}\n#[derive(Migrate)] #[migrate(from = User)] struct A;\n#[derive(Migrate)] #[migrate(from = User)] struct B;"
    );
    let said = text(&[("src/lib.rs", &branch)], "user");
    assert!(
        said.starts_with("`user` has two versions after `crate::User`: `crate::A` ("),
        "{said}"
    );

    for (asked, answer) in [
        ("User", "did you mean `user`?"),
        ("users", "did you mean `user`?"),
        ("order", "there are `user`"),
    ] {
        let said = text(&[("src/lib.rs", FIRST)], asked);
        assert!(said.ends_with(answer), "{said}");
    }

    let said = text(&[("src/lib.rs", "\nmod gone;")], "user");
    assert!(said.contains("lib.rs:2: module `gone` has no file; looked for "), "{said}");
    assert!(said.contains("gone.rs and ") && said.contains("gone/mod.rs"), "{said}");

    let error = sources(&[("src/lib.rs", "\nstruct {")]).unwrap_err();
    assert!(
        matches!(error.problem(), Problem::Syntax { place, .. } if place.line == 2),
        "{error:?}"
    );
}
