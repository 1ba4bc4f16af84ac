//! `impl Migrate`: what a version is.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::expand::Header;
use crate::model::path_text;
use crate::names;
use crate::parse::{Item, TagWord};

/// ```text
/// impl Migrate for User {
///     const ENTITY: &'static str = <v1::User as Migrate>::ENTITY;
///     const VERSION: Version = <v1::User as Migrate>::VERSION.next_major();
///     …
///     type Link = Since<v1::User>;
/// }
/// ```
pub(super) fn migrate(item: &Item) -> TokenStream {
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
    let link = match words.from.value() {
        Some(older) => quote!(#private::Since<#older>),
        None => quote!(#private::Floor),
    };
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
            type Link = #link;
            #written
        }
        #evaluate_version
        #evaluate_untagged
    }
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
                fn up(_: #older) -> #private::Result<Self, #private::StepError> {
                    #private::unreachable!()
                }
                fn down(self) -> #private::Result<#older, #private::StepError> {
                    #private::unreachable!()
                }
            }
        }
    });
    let written = written(&private);
    quote! {
        #[automatically_derived]
        impl #params #private::Migrate for #ident #arguments #bounds {
            const ENTITY: &'static #private::str = "";
            const VERSION: #private::Version = #private::Version::major(0);
            const TAG: #private::Tag = #private::Tag::Member("$v");
            const UNTAGGED: #private::Option<#private::Version> = #private::None;
            const NAMED: #private::bool = false;
            type Link = #link;
            #written
        }
        #step
    }
}
