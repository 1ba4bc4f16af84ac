//! The pipeline, the only place that orders the phases.
//!
//! A version with `from` goes through twice. The derive sees the version's own tokens alone; it emits a call of
//! the hidden macro of the older version (same path, macro namespace), which adds the older version's fields
//! and calls `__step!`. That second pass sees both and expands everything.

use proc_macro2::TokenStream;

use crate::blocks;
use crate::diag::Diagnostics;
use crate::parse;
use crate::{check, expand, model};

pub(crate) fn derive(tokens: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    let Some(item) = parse::derive_input(tokens, &mut diag) else { return diag.finish() };
    let mut out = expand::fields_macro(&item);
    out.extend(expand::shape(&item));
    if let Some(older) = item.words.from.value() {
        // The second pass sees the same tokens and more: it reports everything, once.
        diag.leave_to_later_pass();
        out.extend(expand::call_fields_macro(older, &item));
        return out;
    }
    check::version(&item, &mut diag);
    check::first(&item, &mut diag);
    let good = diag.is_empty();
    out.extend(diag.finish());
    out.extend(if good { expand::first(&item) } else { expand::fallback(&item) });
    out
}

/// `#[derive(Shape)]`, for types that are no versions.
pub(crate) fn shape(tokens: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    let Some(item) = parse::derive_input(tokens, &mut diag) else { return diag.finish() };
    check::shape(&item, &mut diag);
    let mut out = diag.finish();
    out.extend(expand::shape(&item));
    out
}

/// `lock!(User in "heirloom/user.lock")`. A file that is not there is an error each time, since nothing would notice that it comes.
pub(crate) fn lock(tokens: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    let Some(input) = diag.keep(syn::parse2::<parse::LockInput>(tokens)) else {
        return diag.finish();
    };
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let path = std::path::Path::new(&package).join(input.file.value());
    if !path.is_file() {
        diag.error(
            &input.file,
            format_args!(
                "there is no `{}` in the folder of this package\n\
                 help: a first lock: `cargo heirloom init`\n\
                 help: one that was there: take it back from git; without it shipped versions could change",
                input.file.value()
            ),
        );
        return diag.finish();
    }
    let text = std::fs::read_to_string(&path).map_err(|error| error.to_string());
    let text = text.as_deref().map_err(Clone::clone);
    let lock = text.and_then(|text| blocks::Text::parse(text).map_err(|damage| damage.to_string()));
    let reports = std::env::var_os("HEIRLOOM_REPORT").is_some();
    let out = match lock {
        Ok(lock) => expand::lock(&input, Some(&lock), reports),
        Err(error) => {
            diag.error(&input.file, format_args!("{}: {error}", input.file.value()));
            expand::lock(&input, None, false)
        }
    };
    [diag.finish(), out].into_iter().collect()
}

pub(crate) fn step(tokens: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    let Some((old, new)) = parse::step_input(tokens, &mut diag) else { return diag.finish() };
    check::version(&new, &mut diag);
    let model = model::step(&old, &new, &mut diag);
    if let Some(model) = &model {
        check::step(model, &mut diag);
    }
    let good = diag.is_empty();
    let mut out = diag.finish();
    out.extend(match model {
        Some(model) if good => expand::step(&model),
        _ => expand::fallback(&new),
    });
    out
}
