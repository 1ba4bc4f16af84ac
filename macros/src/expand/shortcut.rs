//! `impl Shortcut`: straight from an older version.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::expand::{Header, value};
use crate::names;
use crate::parse::Item;

/// ```text
/// impl Shortcut<v1::User> for User {
///     fn short(record: v1::User) -> Result<Self, StepError> { Ok(straight(record)) }
///     fn long(record: v1::User, carried: &mut Carried) -> Result<Self, StepError> { up_from(record, carried) }
/// }
/// ```
pub(super) fn impls(item: &Item, private: &TokenStream) -> TokenStream {
    let Header { params, arguments, bounds } = Header::new(item, private);
    let ident = item.ident();
    let impls = item.words.shortcuts.iter().map(|shortcut| {
        let older = &shortcut.path;
        let (record, carried) = (names::whole(), names::carried());
        let short = value::call(&shortcut.up, &record, private).attempt(private);
        let at = older.span();
        let long = {
            let private = names::spanned(private, at);
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
    quote!(#(#impls)*)
}
