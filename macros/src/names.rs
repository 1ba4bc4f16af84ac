//! Every path and identifier that the expansion uses.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Ident, Index, Member, Path};

/// The path of the runtime crate: `::heirloom`, or what `crate = path` says.
pub(crate) fn runtime(named: Option<&Path>) -> TokenStream {
    named.map_or_else(|| quote!(::heirloom), |path| quote!(#path))
}

/// The same tokens, as if they stood at `span`: errors about them show there.
pub(crate) fn spanned(tokens: &TokenStream, span: Span) -> TokenStream {
    tokens
        .clone()
        .into_iter()
        .map(|mut token| {
            token.set_span(span);
            token
        })
        .collect()
}

/// The hidden macro that hands a version's fields to the derive of the next one.
pub(crate) fn fields_macro(version: &Ident) -> Ident {
    format_ident!("__heirloom_{}", unraw(version), span = Span::call_site())
}

/// The local that holds a field of the record that is taken apart.
pub(crate) fn local(member: &Member) -> Ident {
    let name = match member {
        Member::Named(ident) => unraw(ident),
        Member::Unnamed(Index { index, .. }) => index.to_string(),
    };
    Ident::new(&format!("__field_{name}"), Span::mixed_site())
}

/// The local that holds a value made before the record is taken apart.
pub(crate) fn made(member: &Member) -> Ident {
    let field = local(member).to_string();
    Ident::new(&field.replacen("__field", "__made", 1), Span::mixed_site())
}

/// The local that holds a field of a struct that is taken apart.
pub(crate) fn hoisted(host: &Member, inner: &Member) -> Ident {
    let name = format!("{}{}", local(host), local(inner)).replace("__field", "_hoisted");
    Ident::new(&format!("_{name}"), Span::mixed_site())
}

/// The record that a conversion starts from.
pub(crate) fn whole() -> Ident {
    Ident::new("__record", Span::mixed_site())
}

/// What a walk keeps of the record.
pub(crate) fn carried() -> Ident {
    Ident::new("__carried", Span::mixed_site())
}

/// What a conversion keeps of the record.
pub(crate) fn leaves() -> Ident {
    Ident::new("__leaves", Span::mixed_site())
}

/// A name as the user reads it, without `r#`.
pub(crate) fn unraw(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(ToOwned::to_owned).unwrap_or(text)
}
