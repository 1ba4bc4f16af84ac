//! Struct and variant literals: one field at a time.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Lit, Member};

use crate::model::{FieldMap, Given, How, Source};
use crate::names::{local, made, spanned, whole};
use crate::parse::{Function, member_text};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

/// One struct or variant turned into another.
pub(super) struct Conversion {
    /// Values that need the whole record, made before it is taken apart: name and expression.
    pub(super) made: Vec<(Ident, TokenStream)>,
    /// `{ name: __field_name, fax: _ }`
    pub(super) pattern: TokenStream,
    /// `{ full_name: __field_name, … }`
    pub(super) literal: TokenStream,
}

pub(super) fn fields(
    map: &FieldMap<'_>,
    direction: Direction,
    private: &TokenStream,
) -> Conversion {
    let mut made_values = Vec::new();
    let mut pattern = Vec::new();
    let mut literal = Vec::new();
    let mut give = |member: &Member, given: Given<'_>, literal: &mut Vec<TokenStream>| {
        let value = match given {
            Given::Default => {
                let private = spanned(private, member.span());
                quote_spanned!(member.span()=> #private::Default::default())
            }
            Given::Expr(expr) => expression(expr, private),
            Given::With(function) => {
                let (name, record) = (made(member), whole());
                made_values.push((name.clone(), apply(function, &quote!(&#record), private)));
                quote!(#name)
            }
        };
        literal.push(quote!(#member: #value));
    };
    for step in &map.fields {
        let new = step.new;
        match (&step.source, direction) {
            (Source::From(old, how), Direction::Up) => {
                pattern.push(bind(&old.member));
                let value = convert(map, &old.member, *how, direction, new.ty.span(), private);
                let member = &new.member;
                literal.push(quote!(#member: #value));
            }
            (Source::From(old, how), Direction::Down) => {
                pattern.push(bind(&new.member));
                let value = convert(map, &new.member, *how, direction, new.ty.span(), private);
                let member = &old.member;
                literal.push(quote!(#member: #value));
            }
            (Source::Added(given), Direction::Up) => give(&new.member, *given, &mut literal),
            (Source::Added(_), Direction::Down) => pattern.push(ignore(&new.member)),
            (Source::Nowhere | Source::Wrong, _) => {} // reported; the fallback is expanded instead
        }
    }
    for drop in &map.dropped {
        match direction {
            Direction::Up => pattern.push(ignore(&drop.old.member)),
            Direction::Down => give(&drop.old.member, drop.given, &mut literal),
        }
    }
    Conversion {
        made: made_values,
        pattern: quote!({ #(#pattern),* }),
        literal: quote!({ #(#literal),* }),
    }
}

fn bind(member: &Member) -> TokenStream {
    let local = local(member);
    quote!(#member: #local)
}

fn ignore(member: &Member) -> TokenStream {
    quote!(#member: _)
}

/// What becomes of one value. Errors about its type show at the new field's type.
fn convert(
    map: &FieldMap<'_>,
    from: &Member,
    how: How<'_>,
    direction: Direction,
    at: Span,
    private: &TokenStream,
) -> TokenStream {
    let mut value = local(from);
    value.set_span(Span::mixed_site().located_at(at));
    let half = match direction {
        Direction::Up => quote_spanned!(at=> .0),
        Direction::Down => quote_spanned!(at=> .1),
    };
    // The name under which the refused value is stored.
    let field = match (&map.variants, direction) {
        (None, _) => member_text(from),
        (Some((old, _)), Direction::Up) => format!("{old}.{}", member_text(from)),
        (Some((_, new)), Direction::Down) => format!("{new}.{}", member_text(from)),
    };
    let private = &spanned(private, at);
    let both = |name: &str| {
        let name = Ident::new(name, at);
        quote_spanned!(at=> #private::at(#field, (#private::#name()#half)(#value))?)
    };
    match how {
        How::Same => quote_spanned!(at=> (#private::kept()#half)(#value)),
        How::Into => both("widened"),
        How::TryInto => both("parsed"),
        How::Nested => both("nested"),
        How::With(up, down) => {
            let function = if direction == Direction::Up { up } else { down };
            call(function, &local(from), Some(&field), private)
        }
    }
}

/// A user's function applied to a local; with its fallible form comes the `?`.
pub(super) fn call(
    function: &Function,
    value: &Ident,
    field: Option<&str>,
    private: &TokenStream,
) -> TokenStream {
    let at = function.expr.span();
    let value = Ident::new(&value.to_string(), value.span().located_at(at));
    if !function.fallible {
        return apply(&function.expr, &quote!(#value), private);
    }
    let (expr, private) = (&function.expr, spanned(private, at));
    let called = quote_spanned!(at=> #private::fallible(#expr, #value));
    match field {
        Some(field) => quote!(#private::at(#field, #called)?),
        None => quote!(#called?),
    }
}

/// A user's function called. A closure goes through a helper, from which the compiler learns the type of its parameter.
pub(super) fn apply(function: &Expr, value: &TokenStream, private: &TokenStream) -> TokenStream {
    let at = function.span();
    if let Expr::Closure(_) = function {
        let private = spanned(private, at);
        return quote_spanned!(at=> #private::apply(#function, #value));
    }
    quote_spanned!(at=> #function(#value))
}

/// A user's expression. A string literal becomes whatever string the field holds.
fn expression(expr: &Expr, private: &TokenStream) -> TokenStream {
    match expr {
        Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_)) => {
            let private = spanned(private, expr.span());
            quote_spanned!(expr.span()=> #private::Into::into(#expr))
        }
        _ => quote!(#expr),
    }
}
