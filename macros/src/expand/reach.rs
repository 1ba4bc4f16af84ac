//! The derived types that a type is made of, as the type of a value.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::Type;

/// Types that hold no others, by their names alone: what they are does not have to be found out.
const PLAIN: [&str; 17] = [
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "String", "u128",
    "u16", "u32", "u64", "u8", "usize",
];

/// How many parts a list of them has.
const PARTS: usize = 8;

/// ```text
/// types(Of::<Vec<Item>>::REACH, NO_TYPES, NO_TYPES, NO_TYPES, NO_TYPES, NO_TYPES, NO_TYPES, NO_TYPES)()
/// ```
pub(super) fn reach(named: &[Type], private: &TokenStream) -> TokenStream {
    let mut parts: Vec<TokenStream> = named
        .iter()
        .filter(|ty| !PLAIN.contains(&ty.to_token_stream().to_string().as_str()))
        .map(|ty| quote!(#private::Of::<#ty>::REACH))
        .collect();
    // A list even of one: the parts of a type may not be the type itself.
    loop {
        parts = parts.chunks(PARTS).map(|parts| list(parts, private)).collect();
        if parts.len() < 2 {
            return parts.pop().map_or_else(TokenStream::new, |list| quote!(#list()));
        }
    }
}

fn list(parts: &[TokenStream], private: &TokenStream) -> TokenStream {
    let none = std::iter::repeat_n(quote!(#private::NO_TYPES), PARTS - parts.len());
    let parts = parts.iter().cloned().chain(none);
    quote!(#private::types(#(#parts),*))
}
