//! What the derive writes, for review: `<case>.in.rs` becomes `<case>.out.rs`. `BLESS=1` rewrites the latter.

use std::path::Path;
use std::{env, fs};

use proc_macro2::TokenStream;
use quote::quote;

use crate::driver;

/// The items of a case: one alone is a first version, two are an older one and a newer one.
fn expand(input: &str) -> String {
    let file = syn::parse_file(input).unwrap();
    let tokens: TokenStream = match &file.items[..] {
        [first] => driver::derive(quote!(#first)),
        [old, new] => {
            let mut tokens = driver::derive(quote!(#new));
            tokens.extend(driver::step(quote!({ #old } { #new })));
            tokens
        }
        _ => panic!("one item or two"),
    };
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

#[test]
fn expansions_are_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests");
    let mut cases = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let input = entry.unwrap().path();
        let Some(case) = input.to_str().and_then(|path| path.strip_suffix(".in.rs")) else {
            continue;
        };
        let output = format!("{case}.out.rs");
        let expanded = expand(&fs::read_to_string(&input).unwrap());
        if env::var_os("BLESS").is_some() {
            fs::write(&output, &expanded).unwrap();
        }
        let recorded = fs::read_to_string(&output).unwrap_or_default();
        assert_eq!(expanded, recorded, "{case}: run with BLESS=1 and read the difference");
        cases += 1;
    }
    assert!(cases >= 4, "{cases} cases found");
}

#[test]
fn what_is_no_item_is_reported_and_does_not_panic() {
    for tokens in [
        quote!(),
        quote!(
            fn f() {}
        ),
        quote!(struct),
        quote!({} {}),
        quote!({
            struct A;
        }),
        quote!(union A {}),
    ] {
        for out in [driver::derive(tokens.clone()), driver::step(tokens)] {
            assert!(out.to_string().contains("compile_error"), "{out}");
        }
    }
}
