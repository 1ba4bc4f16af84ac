//! `impl Step`: the two conversions.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, Ident, Path, PathArguments};

use crate::expand::Header;
use crate::expand::convert::{self, Conversion, Direction};
use crate::model::{self, Body, FieldMap, Target, VariantMap};
use crate::names::{self, whole};

/// ```text
/// impl Step for User {
///     type Old = v1::User;
///     fn up(record: v1::User) -> Result<Self, StepError> {
///         let v1::User { name: field_name, fax: _ } = record;
///         Ok(Self { full_name: (kept().0)(field_name), status: Status::Active })
///     }
///     fn down(self) -> Result<v1::User, StepError> { … }
/// }
/// ```
pub(super) fn step(step: &model::Step<'_>) -> TokenStream {
    let runtime = names::runtime(step.new.words.runtime.value());
    let private = quote!(#runtime::__private);
    let Header { params, arguments, bounds } = Header::new(step.new, &private);
    let ident = step.new.ident();
    let old = step.old_path;
    let record = whole();
    let (up, down) = match &step.body {
        Body::Whole(up, down) => (
            {
                let value = convert::call(up, &record, None, &private);
                quote!(#private::Ok(#value))
            },
            {
                let value = convert::call(down, &record, None, &private);
                quote!(#private::Ok(#value))
            },
        ),
        Body::Struct(map) => {
            let (old, new) = (bare(old), quote!(Self));
            (
                structure(map, Direction::Up, &old, &new, &private),
                structure(map, Direction::Down, &new, &old, &private),
            )
        }
        Body::Enum(map) => {
            let (old, new) = (bare(old), quote!(Self));
            (
                choice(map, Direction::Up, &old, &new, &private),
                choice(map, Direction::Down, &new, &old, &private),
            )
        }
    };
    quote! {
        #[automatically_derived]
        impl #params #private::Step for #ident #arguments #bounds {
            type Old = #old;

            fn up(#record: #old) -> #private::Result<Self, #private::StepError> {
                #up
            }

            fn down(self) -> #private::Result<#old, #private::StepError> {
                let #record = self;
                #down
            }
        }
    }
}

/// The path without generic arguments, as patterns and literals want it.
fn bare(path: &Path) -> TokenStream {
    let mut path = path.clone();
    path.segments.iter_mut().for_each(|segment| segment.arguments = PathArguments::None);
    quote!(#path)
}

fn structure(
    map: &FieldMap<'_>,
    direction: Direction,
    from: &TokenStream,
    to: &TokenStream,
    private: &TokenStream,
) -> TokenStream {
    let Conversion { made, pattern, grouped, literal } = convert::fields(map, direction, private);
    let made = made.iter().map(|(name, value)| quote!(let #name = #value;));
    let record = whole();
    quote! {
        #(#made)*
        let #from #pattern = #record;
        #grouped
        #private::Ok(#to #literal)
    }
}

/// ```text
/// match record {
///     Old::Open { 0: field_0 } => Ok(New::Active { 0: field_0 }),
///     Old::Legacy { .. } => Ok(New::Archived),
/// }
/// ```
fn choice(
    map: &VariantMap<'_>,
    direction: Direction,
    from: &TokenStream,
    to: &TokenStream,
    private: &TokenStream,
) -> TokenStream {
    let record = whole();
    let mut made_before = Vec::new();
    let mut arms = Vec::new();
    let joined = map.joined.iter().filter(|_| direction == Direction::Up);
    for (index, pair) in map.pairs.iter().chain(joined).enumerate() {
        let (here, there) = match direction {
            Direction::Up => (&pair.old.ident, &pair.new.ident),
            Direction::Down => (&pair.new.ident, &pair.old.ident),
        };
        let Conversion { made, pattern, grouped, literal } =
            convert::fields(&pair.fields, direction, private);
        // What needs the whole value is made while it is still whole, and only for this variant.
        let made = made.iter().map(|(name, value)| {
            let early = Ident::new(&format!("{name}_{index}"), name.span());
            made_before.push(quote! {
                let #early = match &#record {
                    #from::#here { .. } => #private::Some(#value),
                    #[allow(unreachable_patterns)]
                    _ => #private::None,
                };
            });
            quote! {
                let #private::Some(#name) = #early else { #private::unreachable!("made for this variant") };
            }
        });
        let made: Vec<_> = made.collect();
        arms.push(quote!(#from::#here #pattern => { #(#made)* #grouped #private::Ok(#to::#there #literal) }));
    }
    let lost: Vec<(&Ident, &Target<'_>)> = match direction {
        Direction::Up => map.dropped.iter().map(|(_, old, target)| (&old.ident, target)).collect(),
        Direction::Down => map.added.iter().map(|(new, target)| (&new.ident, target)).collect(),
    };
    for (variant, target) in lost {
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
        let pattern = match target {
            Target::With(_) => quote!(#record @ #from::#variant { .. }),
            _ => quote!(#from::#variant { .. }),
        };
        arms.push(quote!(#pattern => #value));
    }
    quote! {
        #(#made_before)*
        match #record { #(#arms,)* }
    }
}

/// `Open { … }` as `v1::State::Open { … }`.
fn qualified(expr: &Expr, to: &TokenStream) -> TokenStream {
    match expr {
        Expr::Call(call) => {
            let (function, arguments) = (&call.func, &call.args);
            quote!(#to::#function(#arguments))
        }
        _ => quote!(#to::#expr),
    }
}
