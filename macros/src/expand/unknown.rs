//! `impl KnownVariants`: for an enum with a variant that holds what it does not know.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::Header;
use crate::parse::{Body, Item};

/// ```text
/// impl KnownVariants for State {
///     const NAMES: &'static [&'static str] = &["Open", "Done"];
///     const TAG: Option<&'static str> = None;
/// }
/// ```
pub(super) fn known_variants(item: &Item, private: &TokenStream) -> Option<TokenStream> {
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
