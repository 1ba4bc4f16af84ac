//! What becomes of one value, in each direction.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Lit, Member};

use crate::expand::convert::{self, Context, expression, stored_name};
use crate::model::{Direction, FieldMap, How, Taken};
use crate::names::{leaves, local, spanned};
use crate::parse::{Duplicates, Field, Function, MapWord, literal, literal_text};

/// A field that takes an old one, in a direction.
#[derive(Clone, Copy)]
pub(super) struct Value<'a> {
    pub(super) map: &'a FieldMap<'a>,
    pub(super) taken: &'a Taken<'a>,
    pub(super) new: &'a Field,
    pub(super) context: Context<'a>,
}

/// An expression, and whether it is a `Result`.
pub(super) struct Attempt {
    tokens: TokenStream,
    fallible: bool,
}

impl Attempt {
    fn sure(tokens: TokenStream) -> Self {
        Self { tokens, fallible: false }
    }

    fn fallible(tokens: TokenStream) -> Self {
        Self { tokens, fallible: true }
    }

    /// As a `Result`.
    pub(super) fn attempt(&self, private: &TokenStream) -> TokenStream {
        let tokens = &self.tokens;
        if self.fallible { quote!(#tokens) } else { quote!(#private::Ok(#tokens)) }
    }

    /// As the value; a refusal names the field.
    pub(super) fn value(&self, field: &str, private: &TokenStream) -> TokenStream {
        let tokens = &self.tokens;
        if !self.fallible {
            return quote!(#tokens);
        }
        let at = self.tokens.span();
        quote_spanned!(at=> #private::at(#field, #tokens)?)
    }
}

/// The new value of the field in that direction. Errors about its type show at the new field's type.
pub(super) fn convert(value: &Value<'_>, from: &Member) -> TokenStream {
    let Value { map, taken, new, context } = *value;
    let at = new.ty.span();
    let private = &spanned(context.private, at);
    let mut name = local(from);
    name.set_span(Span::mixed_site().located_at(at));
    let field = stored_name(map, from, context.direction);
    let leaf = map.leaf(&new.member);
    let leaves = leaves();
    let loss = &new.words.loss;
    let kept = |direction| !map.one_way && taken.fate(loss, direction).is_kept();
    let opposite = context.direction.opposite();
    let (here, there) = (kept(context.direction), kept(opposite));
    if let How::Nested = taken.how {
        let (walk, half) = walk(map.one_way, context.direction, at);
        return quote_spanned!(at=> #private::at(#field, #leaves.inside(#leaf, #private::#walk()#half, #name))?);
    }
    if let Some(call) = always_with_leaves(value, &name, &leaf, here, private) {
        return quote_spanned!(at=> #private::at(#field, #call)?);
    }
    if here || there {
        if let Some(call) = with_leaves(value, &name, &leaf, private) {
            return quote_spanned!(at=> #private::at(#field, #call)?);
        }
        let attempt = attempt(value, &name, context.direction).attempt(private);
        if !here {
            return quote_spanned!(at=> #private::at(#field, #leaves.or_original(#leaf, #name, |#name| #attempt))?);
        }
        let again = self::attempt(value, &name, opposite).attempt(private);
        let ty = &new.ty;
        // The type of the new side can be named, and some conversions have to know it.
        let parameter = match opposite {
            Direction::Down => quote!(#name: #ty),
            Direction::Up => quote!(#name),
        };
        return quote_spanned!(at=> #private::at(#field, #leaves.convert(#leaf, #name, |#name| #attempt, |#parameter| #again))?);
    }
    attempt(value, &name, context.direction).value(&field, private)
}

fn walk(one_way: bool, direction: Direction, at: Span) -> (Ident, TokenStream) {
    let name = if one_way { "nested_one_way" } else { "nested" };
    let half = match direction {
        Direction::Up => quote_spanned!(at=> .0),
        Direction::Down => quote_spanned!(at=> .1),
    };
    (Ident::new(name, at), half)
}

/// The conversions that go through the leaves whether they keep something or not.
fn always_with_leaves(
    value: &Value<'_>,
    name: &Ident,
    leaf: &str,
    keep: bool,
    private: &TokenStream,
) -> Option<TokenStream> {
    let at = value.new.ty.span();
    let leaves = leaves();
    let up = value.context.direction == Direction::Up;
    if value.taken.check.is_some() {
        return None; // the check comes in between
    }
    Some(match value.taken.how {
        How::UnwrapOr(or) if up => {
            let or = expression(or, private);
            let ty = &value.new.ty;
            quote_spanned!(at=> (#private::required().0)(#leaves, #leaf, #name, { let __or: #ty = #or; __or }, #keep))
        }
        How::UnwrapOr(_) => quote_spanned!(at=> (#private::required().1)(#leaves, #leaf, #name)),
        How::First if up => {
            quote_spanned!(at=> (#private::shortened().0)(#leaves, #leaf, #name, #keep))
        }
        How::First => quote_spanned!(at=> (#private::shortened().1)(#leaves, #leaf, #name)),
        _ => return None,
    })
}

/// The conversions that know by themselves which part of the value is lost.
fn with_leaves(
    value: &Value<'_>,
    name: &Ident,
    leaf: &str,
    private: &TokenStream,
) -> Option<TokenStream> {
    let at = value.new.ty.span();
    let leaves = leaves();
    let up = value.context.direction == Direction::Up;
    Some(match value.taken.how {
        How::Wrap(_) if up => quote_spanned!(at=> (#private::wrapping().0)(#leaves, #leaf, #name)),
        How::Wrap(or) => {
            let or = or.map(|or| expression(or, private));
            quote_spanned!(at=> (#private::wrapping().1)(#leaves, #leaf, #name, #or))
        }
        How::KeyBy(key, duplicates) if up => {
            let key = by(key, private);
            let duplicates = policy(duplicates, private);
            quote_spanned!(at=> (#private::keying().0)(#leaves, #leaf, #name, #key, #duplicates))
        }
        How::KeyBy(key, _) => {
            let key = by(key, private);
            quote_spanned!(at=> (#private::keying().1)(#leaves, #leaf, #name, #key))
        }
        _ => return None,
    })
}

/// What becomes of the value, without what is kept of it.
fn attempt(value: &Value<'_>, name: &Ident, direction: Direction) -> Attempt {
    let Value { taken, new, context, .. } = *value;
    let at = new.ty.span();
    let private = &spanned(context.private, at);
    let half = match direction {
        Direction::Up => quote_spanned!(at=> .0),
        Direction::Down => quote_spanned!(at=> .1),
    };
    let both = |helper: &str| {
        let helper = Ident::new(helper, at);
        Attempt::fallible(quote_spanned!(at=> (#private::#helper()#half)(#name)))
    };
    let up = direction == Direction::Up;
    let mut attempt = match taken.how {
        How::Same => Attempt::sure(quote_spanned!(at=> (#private::kept()#half)(#name))),
        How::Into => both("widened"),
        How::TryInto => both("parsed"),
        How::Nested => both("nested"),
        How::Wrap(_) if up => Attempt::sure(quote_spanned!(at=> (#private::wrapped()#half)(#name))),
        How::Wrap(or) => {
            let or = or.map(|or| expression(or, private));
            Attempt::sure(quote_spanned!(at=> (#private::wrapped()#half)(#name, #or)))
        }
        // These know the leaves; with a `check` they come here, and what is kept is found by comparison.
        How::UnwrapOr(or) if up => {
            let or = expression(or, private);
            Attempt::fallible(
                quote_spanned!(at=> (#private::required().0)(&mut #private::Default::default(), "", #name, #or, false)),
            )
        }
        How::UnwrapOr(_) => Attempt::fallible(
            quote_spanned!(at=> (#private::required().1)(&mut #private::Default::default(), "", #name)),
        ),
        How::First if up => Attempt::fallible(
            quote_spanned!(at=> (#private::shortened().0)(&mut #private::Default::default(), "", #name, false)),
        ),
        How::First => Attempt::fallible(
            quote_spanned!(at=> (#private::shortened().1)(&mut #private::Default::default(), "", #name)),
        ),
        How::Map(map) => mapped(value, map, name, direction),
        How::KeyBy(key, duplicates) if up => {
            let key = by(key, private);
            let duplicates = policy(duplicates, private);
            Attempt::fallible(quote_spanned!(at=> (#private::keyed().0)(#name, #key, #duplicates)))
        }
        How::KeyBy(key, _) => {
            let key = by(key, private);
            Attempt::fallible(quote_spanned!(at=> (#private::keyed().1)(#name, #key)))
        }
        How::With(up_function, down) => {
            let function = if up { Some(up_function) } else { down };
            match function {
                Some(function) => call(function, name, private),
                None => Attempt::sure(quote!(#name)),
            }
        }
    };
    if let (Some(check), true) = (taken.check, up) {
        let tokens = attempt.attempt(private);
        let private = spanned(private, check.span());
        attempt =
            Attempt::fallible(quote_spanned!(check.span()=> #private::checked(#tokens, #check)));
    }
    if let Some(or) = taken.or(direction) {
        let tokens = attempt.attempt(private);
        let or = expression(or, private);
        attempt = Attempt::sure(quote_spanned!(at=> #private::otherwise(#tokens, || #or)));
    }
    attempt
}

/// The key of an element.
fn by(key: &Member, private: &TokenStream) -> TokenStream {
    quote_spanned!(key.span()=> |__element| #private::Clone::clone(&__element.#key))
}

fn policy(duplicates: Duplicates, private: &TokenStream) -> TokenStream {
    match duplicates {
        Duplicates::Fail => quote!(#private::Duplicates::Fail),
        Duplicates::First => quote!(#private::Duplicates::First),
        Duplicates::Last => quote!(#private::Duplicates::Last),
    }
}

/// `match value { "low" => Ok(1), …, _ => Err(unmapped()) }`
fn mapped(value: &Value<'_>, map: &MapWord, name: &Ident, direction: Direction) -> Attempt {
    let Value { taken, new, context, map: fields } = *value;
    let ty = &new.ty;
    let at = ty.span();
    let private = &spanned(context.private, at);
    let mut seen = Vec::new();
    let mut arms = TokenStream::new();
    for (old, new) in &map.pairs {
        let (from, to) = match direction {
            Direction::Up => (old, new),
            Direction::Down => (new, old),
        };
        let text = literal_text(from);
        if seen.contains(&text) {
            continue; // two old values became this one: the first is what an older reader sees
        }
        seen.push(text);
        let to = expression(to, private);
        // The type of the new side can be named: a value of another one is told where it stands.
        let ty = (direction == Direction::Up).then(|| quote!(: #ty));
        arms.extend(quote_spanned!(at=> #from => {
            let __value #ty = #to;
            #private::Ok(__value)
        }));
    }
    let from = |pair: &(Expr, Expr)| match direction {
        Direction::Up => pair.0.clone(),
        Direction::Down => pair.1.clone(),
    };
    let texts = map.pairs.iter().any(|pair| matches!(literal(&from(pair)), Some(Lit::Str(_))));
    // A gap among variants is an error of the compiler's; a text or a number may always be another.
    let open =
        map.pairs.iter().any(|pair| !matches!(literal(&from(pair)), None | Some(Lit::Bool(_))));
    let rest = (open || taken.or(direction).is_some()).then(|| {
        quote_spanned!(at=> #[allow(unreachable_patterns)] _ => #private::Err(#private::StepError::new("the `map` has no entry for this value")),)
    });
    let matched = if texts { quote_spanned!(at=> #private::text(&#name)) } else { quote!(#name) };
    let mut tokens = quote_spanned!(at=> match #matched { #arms #rest });
    if direction == Direction::Down {
        let (old, member) = (context.old, &taken.old.member);
        let bare = convert::bare(old);
        let like = match &fields.variants {
            None => quote_spanned!(at=> |__old: &#old| &__old.#member),
            Some((variant, _)) => {
                let variant = Ident::new(variant, at);
                quote_spanned!(at=> |__old: &#old| match __old {
                    #bare::#variant { #member: __like, .. } => __like,
                    #[allow(unreachable_patterns)]
                    _ => #private::unreachable!(),
                })
            }
        };
        tokens = quote_spanned!(at=> #private::like(#like, #tokens));
    }
    Attempt::fallible(tokens)
}

/// A user's function applied to a local.
pub(super) fn call(function: &Function, value: &Ident, private: &TokenStream) -> Attempt {
    let at = function.expr.span();
    let value = Ident::new(&value.to_string(), value.span().located_at(at));
    if !function.fallible {
        return Attempt::sure(convert::apply(&function.expr, &quote!(#value), private));
    }
    let (expr, private) = (&function.expr, spanned(private, at));
    Attempt::fallible(quote_spanned!(at=> #private::fallible(#expr, #value)))
}

/// A user's function applied to several locals.
pub(super) fn several(function: &Function, values: &[Ident], private: &TokenStream) -> Attempt {
    let at = function.expr.span();
    let given =
        values.iter().map(|name| Ident::new(&name.to_string(), Span::mixed_site().located_at(at)));
    let expr = &function.expr;
    let private = spanned(private, at);
    // The helpers tell the compiler the types of a closure's parameters.
    let called = match (expr, values.len()) {
        (Expr::Closure(_), count @ 1..=4) => {
            let apply = Ident::new(["apply", "apply2", "apply3", "apply4"][count - 1], at);
            quote_spanned!(at=> #private::#apply(#expr, #(#given),*))
        }
        _ => quote_spanned!(at=> (#expr)(#(#given),*)),
    };
    if function.fallible {
        Attempt::fallible(quote_spanned!(at=> #private::refused(#called)))
    } else {
        Attempt::sure(called)
    }
}
