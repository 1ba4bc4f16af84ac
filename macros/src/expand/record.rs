//! `impl StepWith` and `StepDownWith`: a step that needs more than the record, or makes more of it.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Path};

use crate::expand::Header;
use crate::expand::body::facts;
use crate::expand::value;
use crate::model;
use crate::names::{self, leaves, spanned, whole};
use crate::parse::{ContainerWords, Function};

/// What comes before a version whose step needs more.
pub(super) fn link(older: &Path, words: &ContainerWords, private: &TokenStream) -> TokenStream {
    if words.one_way.is_set() {
        quote!(#private::With<#older, #private::OneWay>)
    } else if is_alone_downwards(words) {
        quote!(#private::With<#older, #private::Back>)
    } else {
        quote!(#private::With<#older>)
    }
}

/// Whether the way back needs the record alone.
fn is_alone_downwards(words: &ContainerWords) -> bool {
    !words.emit.is_set() && !words.join.is_set()
}

/// ```text
/// impl StepWith for Order {
///     type Context = Prices;
///     type Joined = ();
///     type Emitted = Shipment;
///     fn up_with(record: v1::Order, context: &Prices, joined: Option<()>) -> Result<Made<Self, Shipment>, StepError> {
///         let made: Result<_, StepError> = Ok(f(record, context));
///         Ok(Made::value_and(made?))
///     }
/// }
/// impl StepDownWith for Order {
///     fn down_with(self, emitted: Vec<Shipment>) -> Result<(v1::Order, Option<()>), StepError> { … }
/// }
/// ```
pub(super) fn step(step: &model::Step<'_>, up: &Function, down: Option<&Function>) -> TokenStream {
    let words = &step.new.words;
    let runtime = names::runtime(words.runtime.value());
    let private = &quote!(#runtime::__private);
    let Header { params, arguments, bounds } = Header::new(step.new, private);
    let (ident, old) = (step.new.ident(), step.old_path);
    let facts = facts(step, private);
    let (record, context, joined) = (whole(), local("__context"), local("__joined"));
    let context_ty = words.context.value().map_or_else(|| quote!(()), |ty| quote!(#ty));
    let (joined_ty, emitted_ty) = (or_unit(words.join.value()), or_unit(words.emit.value()));
    let made = made(words, up, private);
    let back = down.map(|down| back(step, down, private));
    quote! {
        #[automatically_derived]
        impl #params #private::Step for #ident #arguments #bounds {
            type Old = #old;
            #facts
        }
        #[automatically_derived]
        impl #params #private::StepWith for #ident #arguments #bounds {
            type Context = #context_ty;
            type Joined = #joined_ty;
            type Emitted = #emitted_ty;
            fn up_with(
                #record: #old,
                #context: &#context_ty,
                #joined: #private::Option<#joined_ty>,
            ) -> #private::Result<#private::Made<Self, #emitted_ty>, #private::StepError> {
                #made
            }
        }
        #back
    }
}

/// The type that a word names; `()` without the word.
fn or_unit(path: Option<&Path>) -> TokenStream {
    path.map_or_else(|| quote!(()), |path| quote!(#path))
}

fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// What the function makes, from what the words give it.
fn made(words: &ContainerWords, up: &Function, private: &TokenStream) -> TokenStream {
    let mut given = vec![whole()];
    given.extend(words.context.is_set().then(|| local("__context")));
    given.extend(words.join.is_set().then(|| local("__joined")));
    let attempt = value::several(up, &given, private).attempt(private);
    let at = up.expr.span();
    let from = match (words.may_remove.is_set(), words.emit.is_set()) {
        (false, false) => "value",
        (true, false) => "outcome",
        (false, true) => "value_and",
        (true, true) => "outcome_and",
    };
    let (from, result) =
        (Ident::new(from, at), Ident::new("__made", Span::mixed_site().located_at(at)));
    let here = spanned(private, at);
    quote_spanned! {at=>
        let #result: #here::Result<_, #here::StepError> = #attempt;
        #here::Ok(#here::Made::#from(#result?))
    }
}

/// The way back; that of a record by itself too, where it needs no other.
fn back(step: &model::Step<'_>, down: &Function, private: &TokenStream) -> TokenStream {
    let words = &step.new.words;
    let Header { params, arguments, bounds } = Header::new(step.new, private);
    let (ident, old) = (step.new.ident(), step.old_path);
    let (record, emitted, leaves) = (whole(), local("__emitted"), leaves());
    let (joined_ty, emitted_ty) = (or_unit(words.join.value()), or_unit(words.emit.value()));
    let mut given = vec![record.clone()];
    given.extend(words.emit.is_set().then(|| emitted.clone()));
    let attempt = value::several(down, &given, private).attempt(private);
    let at = down.expr.span();
    let here = spanned(private, at);
    let result = Ident::new("__made", Span::mixed_site().located_at(at));
    let made = if words.join.is_set() {
        quote_spanned!(at=> #here::Ok(#result?))
    } else {
        quote_spanned!(at=> #here::Ok((#result?, #here::None)))
    };
    let alone = is_alone_downwards(words).then(|| {
        quote! {
            #[automatically_derived]
            impl #params #private::StepDown for #ident #arguments #bounds {
                fn down(
                    self,
                    #leaves: &mut #private::Leaves,
                ) -> #private::Result<#old, #private::StepError> {
                    #private::down_alone(self)
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #params #private::StepDownWith for #ident #arguments #bounds {
            fn down_with(
                self,
                #emitted: #private::Vec<#emitted_ty>,
            ) -> #private::Result<(#old, #private::Option<#joined_ty>), #private::StepError> {
                let #record = self;
                let #result: #private::Result<_, #private::StepError> = #attempt;
                #made
            }
        }
        #alone
    }
}
