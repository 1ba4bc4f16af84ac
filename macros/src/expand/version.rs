//! `impl Migrate`: what a version is.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Member;
use syn::spanned::Spanned;

use crate::expand::{Header, value};
use crate::model::{self, path_text};
use crate::names;
use crate::parse::{Body, Item, TagWord, member_text};

/// ```text
/// impl Migrate for User {
///     const ENTITY: &'static str = <v1::User as Migrate>::ENTITY;
///     const VERSION: Version = <v1::User as Migrate>::VERSION.next_major();
///     …
///     type Link = Since<v1::User>;
/// }
/// ```
pub(super) fn migrate(item: &Item, step: Option<&model::Step<'_>>) -> TokenStream {
    let runtime = names::runtime(item.words.runtime.value());
    let private = quote!(#runtime::__private);
    let ident = item.ident();
    let Header { params, arguments, bounds } = Header::new(item, &private);
    let words = &item.words;
    let older = words.from.value().map(|path| quote!(<#path as #private::Migrate>));
    let inherit = |name: TokenStream, first: TokenStream| match &older {
        Some(older) => quote!(#older::#name),
        None => first,
    };

    let entity = words
        .entity
        .value()
        .map_or_else(|| inherit(quote!(ENTITY), quote!("")), |name| quote!(#name));
    let version = version(item, &private, older.as_ref());
    let tag = match words.tag.value() {
        Some(TagWord::Member(key)) => quote!(#private::Tag::Member(#key)),
        Some(TagWord::Foreign { major, minor }) => {
            quote!(#private::Tag::Foreign { major: #major, minor: #minor })
        }
        None => inherit(quote!(TAG), quote!(#private::Tag::Member("$v"))),
    };
    let untagged_before = inherit(quote!(UNTAGGED), quote!(#private::None));
    let untagged = match words.untagged.word() {
        Some(word) if older.is_some() => {
            let text = "an older version says `untagged` already: records without a tag are of one version";
            let private = names::spanned(&private, word.span());
            quote_spanned!(word.span()=> #private::only_untagged(#untagged_before, Self::VERSION, #text))
        }
        Some(_) => quote!(#private::Some(Self::VERSION)),
        None => untagged_before,
    };
    let named =
        if words.named.is_set() { quote!(true) } else { inherit(quote!(NAMED), quote!(false)) };
    let mut link = match (words.from.value(), words.one_way.is_set()) {
        (Some(older), _) if words.needs_more() => {
            crate::expand::record::link(older, words, &private)
        }
        (Some(older), false) => quote!(#private::Since<#older>),
        (Some(older), true) => quote!(#private::Since<#older, #private::OneWay>),
        (None, _) => quote!(#private::Floor),
    };
    for shortcut in &words.shortcuts {
        let older = &shortcut.path;
        link = quote!(#private::Past<#older, #link>);
    }
    let carry_limit = match words.carry_limit.value() {
        Some(limit) => quote!(#limit),
        None => inherit(quote!(CARRY_LIMIT), quote!(#private::CARRY_LIMIT)),
    };
    let last_reader = match words.floor.value() {
        Some(program) => quote!(#private::Some(#program)),
        None => inherit(quote!(LAST_READER), quote!(#private::None)),
    };
    let was = words.was.value().map_or(&[][..], |names| &names[..]);
    let identity = words.key.value().map(|key| {
        let private = names::spanned(&private, key.span());
        quote_spanned! {key.span()=>
            fn identity(&self) -> #private::Result<#private::Print, #private::StepError> {
                #private::identity(&self.#key)
            }
        }
    });
    let reserved_before = match &older {
        Some(older) => quote!(#private::Some(#older::RESERVED)),
        None => quote!(#private::None),
    };
    let (names, free) = match step {
        Some(step) => (gone(step), free(step, &private)),
        None => (Vec::new(), TokenStream::new()),
    };
    let shortcuts = words.shortcuts.iter().map(|shortcut| {
        let older = &shortcut.path;
        let (record, carried) = (names::whole(), names::carried());
        let short = value::call(&shortcut.up, &record, &private).attempt(&private);
        let at = older.span();
        let long = {
            let private = names::spanned(&private, at);
            quote_spanned!(at=> #private::up_from(#record, #carried))
        };
        quote! {
            #[automatically_derived]
            impl #params #private::Shortcut<#older> for #ident #arguments #bounds {
                fn short(#record: #older) -> #private::Result<Self, #private::StepError> {
                    #short
                }
                fn long(
                    #record: #older,
                    #carried: &mut #private::Carried,
                ) -> #private::Result<Self, #private::StepError> {
                    #long
                }
            }
        }
    });
    let shortcuts: Vec<_> = shortcuts.collect();
    let known_variants = known_variants(item, &private);
    // Assertions in constants are evaluated on use; `cargo check` evaluates these.
    let evaluate = |asserts: bool, name: TokenStream, ty: TokenStream| {
        let evaluate = asserts && older.is_some() && item.generics().params.is_empty();
        evaluate.then(|| quote!(const _: #ty = <#ident as #private::Migrate>::#name;))
    };
    let evaluate_version =
        evaluate(words.version.is_set(), quote!(VERSION), quote!(#private::Version));
    let evaluate_untagged = evaluate(
        words.untagged.is_set(),
        quote!(UNTAGGED),
        quote!(#private::Option<#private::Version>),
    );
    let written = written(&private);
    quote! {
        #[automatically_derived]
        impl #params #private::Migrate for #ident #arguments #bounds {
            const ENTITY: &'static #private::str = #entity;
            const VERSION: #private::Version = #version;
            const TAG: #private::Tag = #tag;
            const UNTAGGED: #private::Option<#private::Version> = #untagged;
            const NAMED: #private::bool = #named;
            const CARRY_LIMIT: #private::usize = #carry_limit;
            const LAST_READER: #private::Option<&'static #private::str> = #last_reader;
            const WAS: &'static [&'static #private::str] = &[#(#was),*];
            const RESERVED: &'static #private::Reserved = &#private::Reserved {
                names: &[#(#names),*],
                before: #reserved_before,
            };
            type Link = #link;
            #identity
            #written
        }
        #(#shortcuts)*
        #known_variants
        #evaluate_version
        #evaluate_untagged
        #free
    }
}

/// The names that the step drops or renames.
fn gone(step: &model::Step<'_>) -> Vec<String> {
    let new = names_of(step.new);
    names_of(step.old)
        .into_iter()
        .map(|(name, _)| name)
        .filter(|old| !new.iter().any(|(new, _)| new == old))
        .collect()
}

/// Assertions that no new name is one that an older version dropped.
fn free(step: &model::Step<'_>, private: &TokenStream) -> TokenStream {
    if !step.new.generics().params.is_empty() {
        return TokenStream::new();
    }
    let (old, path) = (names_of(step.old), step.old_path);
    let mut all = TokenStream::new();
    for (name, at) in names_of(step.new) {
        let reused = match &step.new.body {
            Body::Struct(fields) => fields
                .list
                .iter()
                .any(|field| member_text(&field.member) == name && field.words.reuse.is_set()),
            Body::Enum(_) => false,
        };
        if old.iter().any(|(old, _)| *old == name) {
            continue;
        }
        if reused {
            let text = format!("no older version had `{name}`: remove `reuse`");
            let private = names::spanned(private, at);
            all.extend(quote_spanned! {at=>
                const _: () = #private::taken(<#path as #private::Migrate>::RESERVED, #name, #text);
            });
            continue;
        }
        let text = format!(
            "an older version had `{name}` too, and dropped or renamed it: a record that was missed would be misread; choose another name, or write `#[migrate(reuse = \"why\")]`"
        );
        let private = names::spanned(private, at);
        all.extend(quote_spanned! {at=>
            const _: () = #private::free(<#path as #private::Migrate>::RESERVED, #name, #text);
        });
    }
    all
}

/// The names of the fields or variants, and where they stand.
fn names_of(item: &Item) -> Vec<(String, Span)> {
    match &item.body {
        Body::Struct(fields) => fields
            .list
            .iter()
            .filter(|field| matches!(field.member, Member::Named(_)))
            .map(|field| (member_text(&field.member), field.member.span()))
            .collect(),
        Body::Enum(variants) => variants
            .iter()
            .map(|variant| (names::unraw(&variant.ident), variant.ident.span()))
            .collect(),
    }
}

/// ```text
/// impl KnownVariants for State {
///     const NAMES: &'static [&'static str] = &["Open", "Done"];
///     const TAG: Option<&'static str> = None;
/// }
/// ```
fn known_variants(item: &Item, private: &TokenStream) -> Option<TokenStream> {
    let Body::Enum(variants) = &item.body else { return None };
    if !variants.iter().any(|variant| variant.words.unknown.is_set()) {
        return None;
    }
    let Header { params, arguments, bounds } = Header::new(item, private);
    let ident = item.ident();
    let names = variants
        .iter()
        .filter(|variant| !variant.words.unknown.is_set())
        .flat_map(|variant| &variant.written);
    let tag = match &item.serde_tag {
        Some(tag) => quote!(#private::Some(#tag)),
        None => quote!(#private::None),
    };
    Some(quote! {
        #[automatically_derived]
        impl #params #private::KnownVariants for #ident #arguments #bounds {
            const NAMES: &'static [&'static #private::str] = &[#(#names),*];
            const TAG: #private::Option<&'static #private::str> = #tag;
        }
    })
}

fn version(item: &Item, private: &TokenStream, older: Option<&TokenStream>) -> TokenStream {
    let Some(written) = item.words.version.value() else {
        return older.map_or_else(
            || quote!(#private::Version::major(0)),
            |older| quote!(#private::Version::next_major(#older::VERSION)),
        );
    };
    let [major, minor, patch] = written.parts;
    let number = quote!(#private::Version::new(#major, #minor, #patch));
    let (Some(older), Some(from)) = (older, item.words.from.value()) else { return number };
    let text = format!(
        "version {} does not come after the version of `{}`; versions go forward",
        written.dotted(),
        path_text(from)
    );
    let at = written.literal.span();
    let private = names::spanned(private, at);
    quote_spanned!(at=> #private::later(#older::VERSION, #number, #text))
}

/// The memory of how large the records of the type are.
fn written(private: &TokenStream) -> TokenStream {
    quote! {
        fn written() -> &'static #private::Written {
            static WRITTEN: #private::Written = #private::Written::new();
            &WRITTEN
        }
    }
}

/// Impls that only have to exist.
pub(super) fn fallback(item: &Item) -> TokenStream {
    let runtime = names::runtime(item.words.runtime.value());
    let private = quote!(#runtime::__private);
    let ident = item.ident();
    let Header { params, arguments, bounds } = Header::new(item, &private);
    let older = item.words.from.value();
    let link =
        older.map_or_else(|| quote!(#private::Floor), |older| quote!(#private::Since<#older>));
    let step = older.map(|older| {
        quote! {
            #[automatically_derived]
            impl #params #private::Step for #ident #arguments #bounds {
                type Old = #older;
                const ONE_WAY: #private::Option<&'static #private::str> = #private::None;
                const LOSSES: &'static [#private::Loss] = &[];
            }
            #[automatically_derived]
            impl #params #private::StepUp for #ident #arguments #bounds {
                fn up(_: #older, _: &mut #private::Leaves) -> #private::Result<Self, #private::StepError> {
                    #private::unreachable!()
                }
            }
            #[automatically_derived]
            impl #params #private::StepDown for #ident #arguments #bounds {
                fn down(self, _: &mut #private::Leaves) -> #private::Result<#older, #private::StepError> {
                    #private::unreachable!()
                }
            }
        }
    });
    let written = written(&private);
    let known_variants = known_variants(item, &private);
    quote! {
        #[automatically_derived]
        impl #params #private::Migrate for #ident #arguments #bounds {
            const ENTITY: &'static #private::str = "";
            const VERSION: #private::Version = #private::Version::major(0);
            const TAG: #private::Tag = #private::Tag::Member("$v");
            const UNTAGGED: #private::Option<#private::Version> = #private::None;
            const NAMED: #private::bool = false;
            const CARRY_LIMIT: #private::usize = 0;
            const LAST_READER: #private::Option<&'static #private::str> = #private::None;
            const WAS: &'static [&'static #private::str] = &[];
            const RESERVED: &'static #private::Reserved =
                &#private::Reserved { names: &[], before: #private::None };
            type Link = #link;
            #written
        }
        #known_variants
        #step
    }
}
