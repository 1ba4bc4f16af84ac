//! What the compiler makes of the shapes of two neighbours.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

use crate::names;
use crate::parse::{Demand, Item};

/// The shape of a version that may have none, in an expression.
fn shape_of(ty: &dyn ToTokens, text: &str, private: &TokenStream) -> TokenStream {
    quote! {{
        #[allow(unused_imports)]
        use #private::Shapeless as _;
        #private::graph_or_unknown(#private::Of::<#ty>::GRAPH, &#private::Type::Unknown(#text))
    }}
}

/// ```text
/// const BACKWARD: Reading = reads(of::<v1::User>(), of::<Self>());
/// const FORWARD: Reading = reads(of::<Self>(), of::<v1::User>());
/// ```
pub(super) fn verdicts(item: &Item, old: &Path, private: &TokenStream) -> TokenStream {
    let old = shape_of(old, &crate::model::path_text(old), private);
    let new = shape_of(&quote!(Self), &names::unraw(item.ident()), private);
    quote! {
        #[allow(unknown_lints, long_running_const_eval)]
        const BACKWARD: #private::Reading = #private::reads(#old, #new);
        #[allow(unknown_lints, long_running_const_eval)]
        const FORWARD: #private::Reading = #private::reads(#new, #old);
    }
}

/// `const SHAPE: Graph = …;`
pub(super) fn shape(item: &Item, private: &TokenStream) -> TokenStream {
    let shape = shape_of(&quote!(Self), &names::unraw(item.ident()), private);
    quote!(const SHAPE: #private::Graph = #shape;)
}

/// What a version demands of the one before it, held to while compiling.
///
/// ```text
/// const _: () = demand("User", Demand::Full, (v1::User::VERSION, shape), (User::VERSION, shape));
/// ```
pub(super) fn demand(item: &Item, private: &TokenStream) -> TokenStream {
    let words = &item.words;
    let (Some(old), true) = (words.from.value(), item.generics().params.is_empty()) else {
        return TokenStream::new();
    };
    let version = words.version.value();
    let (demand, at) = match (words.compat.value(), words.compat.word(), version) {
        (Some(Demand::None), ..) => return TokenStream::new(),
        (Some(Demand::Full), Some(word), _) => (quote!(Full), word.span()),
        (Some(Demand::Backward), Some(word), _) => (quote!(Backward), word.span()),
        (Some(Demand::Forward), Some(word), _) => (quote!(Forward), word.span()),
        (_, _, Some(version)) if version.parts[1..] != [0, 0] => (
            quote!(Number),
            version
                .literal
                .clone()
                .into_iter()
                .next()
                .map_or_else(proc_macro2::Span::call_site, |token| token.span()),
        ),
        _ => return TokenStream::new(),
    };
    let ident = item.ident();
    let name = names::unraw(ident);
    let (before, now) =
        (shape_of(old, &crate::model::path_text(old), private), shape_of(ident, &name, private));
    let called = names::spanned(&quote!(#private::demand), at);
    quote_spanned! {at=>
        #[allow(unknown_lints, long_running_const_eval)]
        const _: () = #called(
            #name,
            #private::Demand::#demand,
            (<#old as #private::Migrate>::VERSION, #before),
            (<#ident as #private::Migrate>::VERSION, #now),
        );
    }
}
