//! Names that older versions dropped, and that no newer one may take.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Member;
use syn::spanned::Spanned;

use crate::model;
use crate::names;
use crate::parse::{Body, Item, member_text};

/// The names that the step drops or renames.
pub(super) fn gone(step: &model::Step<'_>) -> Vec<String> {
    let new = names_of(step.new);
    names_of(step.old)
        .into_iter()
        .map(|(name, _)| name)
        .filter(|old| !new.iter().any(|(new, _)| new == old))
        .collect()
}

/// Assertions that no new name is one that an older version dropped.
pub(super) fn still_free(step: &model::Step<'_>, private: &TokenStream) -> TokenStream {
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
