//! Struct and variant literals: one field at a time.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Lit, Member};

use crate::model::{FieldMap, Given, How, Source};
use crate::names::{local, made, spanned, whole};
use crate::parse::{Field, Function, member_text};

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
    /// `let (__field_first, __field_last) = split(__field_name);`
    pub(super) grouped: TokenStream,
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
            // A group comes below; the others are reported, and the fallback is expanded instead.
            (Source::Grouped | Source::Nowhere | Source::Wrong, _) => {}
        }
    }
    for drop in &map.dropped {
        match direction {
            Direction::Up => pattern.push(ignore(&drop.old.member)),
            Direction::Down => give(&drop.old.member, drop.given, &mut literal),
        }
    }
    let mut grouped = TokenStream::new();
    for group in &map.groups {
        let (from, to, function) = match direction {
            Direction::Up => (&group.old, &group.new, group.up),
            Direction::Down => (&group.new, &group.old, group.down),
        };
        pattern.extend(from.iter().map(|field| bind(&field.member)));
        grouped.extend(group_call(map, from, to, function, direction, private));
        literal.extend(to.iter().map(|field| {
            let (member, value) = (&field.member, made(&field.member));
            quote!(#member: #value)
        }));
    }
    Conversion {
        made: made_values,
        grouped,
        pattern: quote!({ #(#pattern),* }),
        literal: quote!({ #(#literal),* }),
    }
}

/// `let (to, to) = function(from);`
fn group_call(
    map: &FieldMap<'_>,
    from: &[&Field],
    to: &[&Field],
    function: &Function,
    direction: Direction,
    private: &TokenStream,
) -> TokenStream {
    let at = function.expr.span();
    let located = |ident: Ident| Ident::new(&ident.to_string(), Span::mixed_site().located_at(at));
    let given = from.iter().map(|field| located(local(&field.member)));
    let made = to.iter().map(|field| made(&field.member));
    let pattern = if to.len() == 1 { quote!(#(#made)*) } else { quote!((#(#made),*)) };
    let expr = &function.expr;
    let private = spanned(private, at);
    // The helpers tell the compiler the types of a closure's parameters.
    let called = match (expr, from.len()) {
        (Expr::Closure(_), count @ 1..=4) => {
            let apply = Ident::new(["apply", "apply2", "apply3", "apply4"][count - 1], at);
            quote_spanned!(at=> #private::#apply(#expr, #(#given),*))
        }
        _ => quote_spanned!(at=> (#expr)(#(#given),*)),
    };
    if !function.fallible {
        return quote!(let #pattern = #called;);
    }
    let field =
        from.first().map(|field| stored_name(map, &field.member, direction)).unwrap_or_default();
    quote!(let #pattern = #private::at(#field, #private::refused(#called))?;)
}

/// The name under which a value is stored.
fn stored_name(map: &FieldMap<'_>, from: &Member, direction: Direction) -> String {
    match (&map.variants, direction) {
        (None, _) => member_text(from),
        (Some((old, _)), Direction::Up) => format!("{old}.{}", member_text(from)),
        (Some((_, new)), Direction::Down) => format!("{new}.{}", member_text(from)),
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
    let field = stored_name(map, from, direction);
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
        How::Wrap(_) if direction == Direction::Up => {
            quote_spanned!(at=> (#private::wrapped()#half)(#value))
        }
        How::Wrap(or) => {
            let or = expression(or, private);
            quote_spanned!(at=> (#private::wrapped()#half)(#value, #or))
        }
        How::UnwrapOr(or) if direction == Direction::Up => {
            let or = expression(or, private);
            quote_spanned!(at=> #private::Option::unwrap_or_else(#value, || #or))
        }
        How::UnwrapOr(_) => quote_spanned!(at=> #private::Some(#value)),
        How::First if direction == Direction::Up => quote_spanned!(at=> #private::first(#value)),
        How::First => quote_spanned!(at=> #private::none_or_one(#value)),
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
