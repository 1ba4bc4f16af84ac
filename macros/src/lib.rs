//! The derive macro of `heirloom`. Use it through that crate, which documents it.
//!
//! Text in, text out, in four phases: parse → model → check → expand; `driver` puts them in order.

mod blocks;
mod check;
mod diag;
mod driver;
mod expand;
mod model;
mod names;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Makes a struct or enum a version of an entity. Documented at `heirloom::Migrate`.
#[proc_macro_derive(Migrate, attributes(migrate))]
pub fn derive_migrate(input: TokenStream) -> TokenStream {
    driver::derive(input.into()).into()
}

/// Says what a type that is no version writes and accepts as JSON. Documented at `heirloom::Shape`.
#[proc_macro_derive(Shape, attributes(migrate))]
pub fn derive_shape(input: TokenStream) -> TokenStream {
    driver::shape(input.into()).into()
}

/// Ties a chain to its lock. Documented at `heirloom::lock`.
#[proc_macro]
pub fn lock(input: TokenStream) -> TokenStream {
    driver::lock(input.into()).into()
}

/// The second half of the derive, called by it: both versions in, the step between them out.
#[doc(hidden)]
#[proc_macro]
pub fn __step(input: TokenStream) -> TokenStream {
    driver::step(input.into()).into()
}
