//! `impl Migrate`: what a version is.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::expand::{Header, compat, record, reserved, shortcut, unknown};
use crate::model::{self, path_text};
use crate::names;
use crate::parse::{Body, ContainerWords, Item, TagWord};

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
    let untagged = untagged(words, inherit(quote!(UNTAGGED), quote!(#private::None)), &private);
    let named =
        if words.named.is_set() { quote!(true) } else { inherit(quote!(NAMED), quote!(false)) };
    let link = link(words, &private);
    let carry_limit = match words.carry_limit.value() {
        Some(limit) => quote!(#limit),
        None => inherit(quote!(CARRY_LIMIT), quote!(#private::CARRY_LIMIT)),
    };
    let pin = pin(item, &private);
    let last_reader = match words.floor.value() {
        Some(program) => quote!(#private::Some(#program)),
        None => inherit(quote!(LAST_READER), quote!(#private::None)),
    };
    let flattens = match &item.body {
        Body::Struct(fields) => fields.list.iter().any(|field| field.flattened),
        Body::Enum(_) => false,
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
    let (gone, still_free) = match step {
        Some(step) => (reserved::gone(step), reserved::still_free(step, &private)),
        None => (Vec::new(), TokenStream::new()),
    };
    let shortcuts = shortcut::impls(item, &private);
    let known_variants = unknown::known_variants(item, &private);
    let evaluated = evaluated(item, &private);
    let written = written(&private);
    let shape = compat::shape(item, &private);
    let demand = compat::demand(item, &private);
    let plain = plain(item, &private);
    quote! {
        #[automatically_derived]
        impl #params #private::Migrate for #ident #arguments #bounds {
            const ENTITY: &'static #private::str = #entity;
            const VERSION: #private::Version = #version;
            const TAG: #private::Tag = #tag;
            const UNTAGGED: #private::Option<#private::Version> = #untagged;
            const NAMED: #private::bool = #named;
            const CARRY_LIMIT: #private::usize = #carry_limit;
            #pin
            const LAST_READER: #private::Option<&'static #private::str> = #last_reader;
            const WAS: &'static [&'static #private::str] = &[#(#was),*];
            const FLATTENS: #private::bool = #flattens;
            const RESERVED: &'static #private::Reserved = &#private::Reserved {
                names: &[#(#gone),*],
                before: #reserved_before,
            };
            #shape
            type Link = #link;
            #identity
            #written
        }
        #demand
        #plain
        #shortcuts
        #known_variants
        #evaluated
        #still_free
    }
}

/// The version that is written where none is said; the type's own unless it says `pin`.
fn pin(item: &Item, private: &TokenStream) -> Option<TokenStream> {
    let written = item.words.pin.value()?;
    let [major, minor, patch] = written.parts;
    let at = written.literal.span();
    let private = names::spanned(private, at);
    Some(quote_spanned! {at=>
        const PIN: #private::Version =
            #private::pinned(Self::HISTORY, #private::Version::new(#major, #minor, #patch));
    })
}

/// The version of records without a tag; one version says it.
fn untagged(words: &ContainerWords, before: TokenStream, private: &TokenStream) -> TokenStream {
    match words.untagged.word() {
        Some(word) if words.from.is_set() => {
            let text = "an older version says `untagged` already: records without a tag are of one version";
            let private = names::spanned(private, word.span());
            quote_spanned!(word.span()=> #private::only_untagged(#before, Self::VERSION, #text))
        }
        Some(_) => quote!(#private::Some(Self::VERSION)),
        None => before,
    }
}

/// What comes before the version, and how it is reached.
fn link(words: &ContainerWords, private: &TokenStream) -> TokenStream {
    let mut link = match (words.from.value(), words.one_way.is_set()) {
        (Some(older), _) if words.needs_more() => record::link(older, words, private),
        (Some(older), false) => quote!(#private::Since<#older>),
        (Some(older), true) => quote!(#private::Since<#older, #private::OneWay>),
        (None, _) => quote!(#private::Floor),
    };
    for shortcut in &words.shortcuts {
        let older = &shortcut.path;
        link = quote!(#private::Past<#older, #link>);
    }
    link
}

/// Assertions in constants are evaluated on use; `cargo check` evaluates these.
fn evaluated(item: &Item, private: &TokenStream) -> TokenStream {
    let (words, ident) = (&item.words, item.ident());
    if !(words.from.is_set() || words.pin.is_set()) || !item.generics().params.is_empty() {
        return TokenStream::new();
    }
    let migrate = quote!(<#ident as #private::Migrate>);
    let version =
        words.version.is_set().then(|| quote!(const _: #private::Version = #migrate::VERSION;));
    let untagged = words
        .untagged
        .is_set()
        .then(|| quote!(const _: #private::Option<#private::Version> = #migrate::UNTAGGED;));
    let pin = words.pin.is_set().then(|| quote!(const _: #private::Version = #migrate::PIN;));
    quote!(#version #untagged #pin)
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
        let verdicts = compat::verdicts(item, older, &private);
        quote! {
            #[automatically_derived]
            impl #params #private::Step for #ident #arguments #bounds {
                type Old = #older;
                const ONE_WAY: #private::Option<&'static #private::str> = #private::None;
                const LOSSES: &'static [#private::Loss] = &[];
                #verdicts
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
    let shape = compat::shape(item, &private);
    let known_variants = unknown::known_variants(item, &private);
    let plain = plain(item, &private);
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
            const FLATTENS: #private::bool = false;
            const RESERVED: &'static #private::Reserved =
                &#private::Reserved { names: &[], before: #private::None };
            #shape
            type Link = #link;
            #written
        }
        #plain
        #known_variants
        #step
    }
}

/// What diesel's `deserialize_as` asks for, which has to stand where the type is; left out where the runtime knows no diesel.
///
/// ```text
/// impl From<Versioned<Self>> for User { … }
/// ```
fn plain(item: &Item, private: &TokenStream) -> TokenStream {
    let ident = item.ident();
    let Header { params, arguments, bounds } = Header::new(item, private);
    quote! {
        #private::__with_diesel! {
            #[automatically_derived]
            impl #params #private::From<#private::Versioned<Self>> for #ident #arguments #bounds {
                fn from(record: #private::Versioned<Self>) -> Self {
                    #private::Versioned::into_inner(record)
                }
            }
        }
    }
}
