//! The pipeline, the only place that orders the phases.
//!
//! A version with `from` goes through twice. The derive sees the version's own tokens alone; it emits a call of
//! the hidden macro of the older version (same path, macro namespace), which adds the older version's fields
//! and calls `__step!`. That second pass sees both and expands everything.

use proc_macro2::TokenStream;

use crate::diag::Diagnostics;
use crate::parse::{self, Item};
use crate::{check, expand, model};

pub(crate) fn derive(tokens: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    let item = match parse::derive_input(tokens.clone(), &mut diag) {
        Some(item) => item,
        None => return diag.finish(),
    };
    check::version(&item, &mut diag);
    let mut out = expand::fields_macro(&item);
    if !diag.is_empty() {
        out.extend(diag.finish());
        out.extend(expand::fallback(&item));
        return out;
    }
    out.extend(diag.finish());
    out.extend(match &item.words.from.value() {
        Some(older) => expand::call_fields_macro(older, &item),
        None => expand::first(&item),
    });
    out
}

pub(crate) fn step(tokens: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    let Some((old, new)) = parse::step_input(tokens, &mut diag) else { return diag.finish() };
    let model = model::step(&old, &new, &mut diag);
    if let Some(model) = &model {
        check::step(model, &mut diag);
    }
    finish(model.as_ref(), &new, diag)
}

fn finish(model: Option<&model::Step<'_>>, new: &Item, diag: Diagnostics) -> TokenStream {
    match model {
        Some(model) if diag.is_empty() => {
            let mut out = diag.finish();
            out.extend(expand::step(model));
            out
        }
        _ => {
            let mut out = diag.finish();
            out.extend(expand::fallback(new));
            out
        }
    }
}
