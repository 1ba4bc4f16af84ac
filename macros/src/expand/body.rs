//! `impl Step`, `StepUp` and `StepDown`: the two conversions.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Expr, Ident};

use crate::expand::Header;
use crate::expand::convert::{self, Context, Conversion, bare};
use crate::expand::{compat, record, value};
use crate::model::{self, Body, Direction, Fate, FieldMap, Target, VariantMap, VariantStep};
use crate::names::{self, leaves, whole};
use crate::parse::Function;

/// ```text
/// impl StepUp for User {
///     fn up(record: v1::User, leaves: &mut Leaves) -> Result<Self, StepError> {
///         let v1::User { name: field_name, fax: _ } = record;
///         Ok(Self { full_name: (kept().0)(field_name), status: leaves.restore("status", || Status::Active)? })
///     }
/// }
/// impl StepDown for User {
///     fn down(self, leaves: &mut Leaves) -> Result<v1::User, StepError> { … }
/// }
/// ```
pub(super) fn step(step: &model::Step<'_>) -> TokenStream {
    if let Body::Whole(up, down) = step.body
        && step.new.words.needs_more()
    {
        return record::step(step, up, down);
    }
    let runtime = names::runtime(step.new.words.runtime.value());
    let private = &quote!(#runtime::__private);
    let Header { params, arguments, bounds } = Header::new(step.new, private);
    let ident = step.new.ident();
    let old = step.old_path;
    let (record, leaves) = (whole(), leaves());
    let facts = facts(step, private);
    let up = direction(step, Direction::Up, private);
    let back = step.goes_back().then(|| {
        let down = direction(step, Direction::Down, private);
        quote! {
            #[automatically_derived]
            impl #params #private::StepDown for #ident #arguments #bounds {
                fn down(
                    self,
                    #leaves: &mut #private::Leaves,
                ) -> #private::Result<#old, #private::StepError> {
                    let #record = self;
                    #down
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #params #private::Step for #ident #arguments #bounds {
            type Old = #old;
            #facts
        }
        #[automatically_derived]
        impl #params #private::StepUp for #ident #arguments #bounds {
            fn up(
                #record: #old,
                #leaves: &mut #private::Leaves,
            ) -> #private::Result<Self, #private::StepError> {
                #up
            }
        }
        #back
    }
}

/// What the step loses, and whether there is a way back.
pub(super) fn facts(step: &model::Step<'_>, private: &TokenStream) -> TokenStream {
    let one_way = match step.new.words.one_way.value() {
        Some(why) => quote!(#private::Some(#why)),
        None => quote!(#private::None),
    };
    let losses = model::losses(step);
    let losses = losses.iter().map(|lost| {
        let at = &lost.at;
        let direction = match lost.direction {
            Direction::Up => quote!(Up),
            Direction::Down => quote!(Down),
        };
        let treatment = match lost.fate {
            Fate::Kept => quote!(Kept),
            Fate::Refused => quote!(Refused),
            Fate::Removed => quote!(Removed),
            Fate::Computed => quote!(Computed),
            Fate::Accepted(why) => quote!(Accepted(#why)),
            Fate::Replaced | Fate::Nothing | Fate::Undeclared => quote!(Replaced),
        };
        quote!(#private::Loss::new(#at, #private::Direction::#direction, #private::Treatment::#treatment))
    });
    let verdicts = compat::verdicts(step.new, step.old_path, private);
    quote! {
        const ONE_WAY: #private::Option<&'static #private::str> = #one_way;
        const LOSSES: &'static [#private::Loss] = &[#(#losses),*];
        #verdicts
    }
}

fn direction(step: &model::Step<'_>, direction: Direction, private: &TokenStream) -> TokenStream {
    let context = Context { private, old: step.old_path, direction };
    let (old, new) = (bare(step.old_path), quote!(Self));
    let (from, to) = match direction {
        Direction::Up => (&old, &new),
        Direction::Down => (&new, &old),
    };
    match &step.body {
        Body::Whole(up, down) => {
            let function = match direction {
                Direction::Up => Some(*up),
                Direction::Down => *down,
            };
            whole_by(function, private)
        }
        Body::Struct(map) => structure(map, context, from, to),
        Body::Enum(map) => choice(map, context, from, to),
    }
}

fn whole_by(function: Option<&Function>, private: &TokenStream) -> TokenStream {
    match function {
        Some(function) => value::call(function, &whole(), private).attempt(private),
        None => quote!(#private::unreachable!()),
    }
}

fn structure(
    map: &FieldMap<'_>,
    context: Context<'_>,
    from: &TokenStream,
    to: &TokenStream,
) -> TokenStream {
    let conversion = convert::fields(map, context);
    let made = conversion.made.iter().map(|(name, value)| quote!(let #name = #value;));
    let (record, pattern) = (whole(), conversion.pattern());
    let between = &conversion.between;
    let built = built(&conversion, to, None, context.private);
    quote! {
        #(#made)*
        let #from #pattern = #record;
        #between
        #built
    }
}

/// `Ok(Self { … })`, with what is computed from the whole filled in.
fn built(
    conversion: &Conversion,
    to: &TokenStream,
    variant: Option<&Ident>,
    private: &TokenStream,
) -> TokenStream {
    let (literal, record) = (conversion.literal(), whole());
    let variant = variant.map(|variant| quote!(::#variant));
    let after = &conversion.after;
    if conversion.computed.is_empty() && after.is_empty() {
        return quote!(#private::Ok(#to #variant #literal));
    }
    let fill = conversion.computed.iter().map(|(member, value)| {
        quote! {
            let __computed = #value;
            #[allow(irrefutable_let_patterns)]
            if let #to #variant { #member: __slot, .. } = &mut #record {
                *__slot = __computed;
            }
        }
    });
    quote! {
        {
            #[allow(unused_mut)]
            let mut #record = #to #variant #literal;
            #(#fill)*
            #after
            #private::Ok(#record)
        }
    }
}

/// ```text
/// if let Some(original) = leaves.original("", &record)? { return Ok(original); }
/// match record {
///     Old::Open { 0: field_0 } => Ok(New::Active { 0: field_0 }),
///     Old::Legacy { .. } => Ok(New::Archived),
/// }
/// ```
fn choice(
    map: &VariantMap<'_>,
    context: Context<'_>,
    from: &TokenStream,
    to: &TokenStream,
) -> TokenStream {
    let Context { private, direction, .. } = context;
    let (record, leaves) = (whole(), leaves());
    let mut arms = Arms { context, from, to, made_before: Vec::new(), done: Vec::new() };
    for pair in &map.pairs {
        arms.pair(pair, false);
    }
    match direction {
        Direction::Up => {
            for pair in &map.joined {
                arms.pair(pair, VariantMap::joined_fate(pair.new).is_kept());
            }
            for drop in &map.dropped {
                arms.target(&drop.old.ident, &drop.target, drop.fate().is_kept());
            }
            for split in &map.split {
                arms.function(&split.old.ident, split.up, false);
            }
        }
        Direction::Down => {
            for (new, target) in &map.added {
                arms.target(&new.ident, target, VariantMap::added_fate(new, target).is_kept());
            }
            for split in &map.split {
                let kept = split.fate().is_kept();
                split.back.iter().for_each(|pair| arms.pair(pair, kept));
                if let Some(down) = split.down {
                    split.new.iter().for_each(|new| arms.function(&new.ident, down, kept));
                }
            }
        }
    }
    let mut rest = TokenStream::new();
    if let Some((old, new)) = map.unknown {
        let variant = match direction {
            Direction::Up => &old.ident,
            Direction::Down => &new.ident,
        };
        rest.extend(quote!(#from::#variant { 0: __unknown } => #private::reread(__unknown),));
    }
    let restore = (!map.one_way && map.keeps(direction.opposite())).then(|| {
        quote! {
            if let #private::Some(__original) = #leaves.original("", &#record)? {
                return #private::Ok(__original);
            }
        }
    });
    let Arms { made_before, done, .. } = arms;
    quote! {
        #restore
        #(#made_before)*
        match #record { #(#done,)* #rest }
    }
}

/// The arms of a `match` over variants.
struct Arms<'a> {
    context: Context<'a>,
    from: &'a TokenStream,
    to: &'a TokenStream,
    made_before: Vec<TokenStream>,
    done: Vec<TokenStream>,
}

impl Arms<'_> {
    /// A variant that becomes another, field by field.
    fn pair(&mut self, pair: &VariantStep<'_>, kept: bool) {
        let Context { private, direction, .. } = self.context;
        let (from, to) = (self.from, self.to);
        let (here, there) = match direction {
            Direction::Up => (&pair.old.ident, &pair.new.ident),
            Direction::Down => (&pair.new.ident, &pair.old.ident),
        };
        let record = whole();
        let index = self.made_before.len();
        let conversion = convert::fields(&pair.fields, self.context);
        // What needs the whole value is made while it is still whole, and only for this variant.
        let mut made = Vec::new();
        for (name, value) in &conversion.made {
            let early = Ident::new(&format!("{name}_{index}"), name.span());
            self.made_before.push(quote! {
                let #early = match &#record {
                    #from::#here { .. } => #private::Some(#value),
                    #[allow(unreachable_patterns)]
                    _ => #private::None,
                };
            });
            made.push(quote! {
                let #private::Some(#name) = #early else { #private::unreachable!("made for this variant") };
            });
        }
        let (pattern, between) = (conversion.pattern(), &conversion.between);
        let built = built(&conversion, to, Some(there), private);
        if kept {
            let apart = quote! {
                #[allow(irrefutable_let_patterns)]
                let #from::#here #pattern = #record else { #private::unreachable!("matched above") };
                #(#made)*
                #between
            };
            self.kept(here, &apart, &built);
        } else {
            self.done.push(quote!(#from::#here #pattern => { #(#made)* #between #built }));
        }
    }

    /// A variant that the other side does not have.
    fn target(&mut self, variant: &Ident, target: &Target<'_>, kept: bool) {
        let private = self.context.private;
        let (to, record) = (self.to, whole());
        let value = match target {
            Target::Fail => {
                let text = format!(
                    "the variant `{}` has no counterpart there, and the step says `fail`",
                    names::unraw(variant)
                );
                quote!(#private::Err(#private::StepError::new(#text)))
            }
            Target::Variant(expr) => {
                let expr = qualified(expr, to);
                quote!(#private::Ok(#expr))
            }
            Target::Expr(expr) => quote!(#private::Ok(#expr)),
            Target::With(function) => {
                let value = convert::apply(function, &quote!(#record), private);
                quote!(#private::Ok(#value))
            }
        };
        self.arm(variant, &value, kept, matches!(target, Target::With(_)));
    }

    /// A variant that a function converts as a whole.
    fn function(&mut self, variant: &Ident, function: &Function, kept: bool) {
        let private = self.context.private;
        let value = value::call(function, &whole(), private).attempt(private);
        self.arm(variant, &value, kept, true);
    }

    fn arm(&mut self, variant: &Ident, value: &TokenStream, kept: bool, uses_record: bool) {
        let (from, record) = (self.from, whole());
        match (kept, uses_record) {
            (true, _) => self.kept(variant, &TokenStream::new(), value),
            (false, true) => self.done.push(quote!(#record @ #from::#variant { .. } => #value)),
            (false, false) => self.done.push(quote!(#from::#variant { .. } => #value)),
        }
    }

    /// A variant that is kept whole, for the value that the other side sees instead.
    fn kept(&mut self, variant: &Ident, before: &TokenStream, value: &TokenStream) {
        let private = self.context.private;
        let (from, record, leaves) = (self.from, whole(), leaves());
        self.done.push(quote! {
            #record @ #from::#variant { .. } => {
                let __noted = #leaves.note(&#record)?;
                #before
                let __result: #private::Result<_, #private::StepError> = #value;
                let __result = __result?;
                #leaves.keep_noted("", __noted, &__result)?;
                #private::Ok(__result)
            }
        });
    }
}

/// `Open { … }` as `v1::State::Open { … }`.
fn qualified(expr: &Expr, to: &TokenStream) -> TokenStream {
    let to = names::spanned(to, expr.span());
    match expr {
        Expr::Call(call) => {
            let (function, arguments) = (&call.func, &call.args);
            quote!(#to::#function(#arguments))
        }
        _ => quote!(#to::#expr),
    }
}
