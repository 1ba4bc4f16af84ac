//! Struct and variant literals: one field at a time.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Lit, Member, Path, PathArguments, Type};

use crate::expand::value::{self, Value};
use crate::model::{self, Direction, FieldMap, Given, Group, Hoist, Nest, Source};
use crate::names::{hoisted as hoisted_name, leaves, local, made, spanned, whole};
use crate::parse::{Field, member_text};

/// What every conversion of a step needs to know.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) private: &'a TokenStream,
    /// The older version.
    pub(super) old: &'a Path,
    pub(super) direction: Direction,
}

/// One struct or variant turned into another.
#[derive(Default)]
pub(super) struct Conversion {
    /// Values that need the whole record, made before it is taken apart: name and expression.
    pub(super) made: Vec<(Ident, TokenStream)>,
    /// `name: __field_name, fax: _`
    pattern: Vec<TokenStream>,
    /// Statements between the two: what is kept, and what becomes something else together.
    pub(super) between: TokenStream,
    /// `full_name: __field_name, …`
    literal: Vec<TokenStream>,
    /// Fields that are computed from the result.
    pub(super) computed: Vec<(Member, TokenStream)>,
    /// Statements that need the result: what is kept for what an older reader would derive from it.
    pub(super) after: TokenStream,
}

impl Conversion {
    pub(super) fn pattern(&self) -> TokenStream {
        let fields = &self.pattern;
        quote!({ #(#fields),* })
    }

    pub(super) fn literal(&self) -> TokenStream {
        let fields = &self.literal;
        quote!({ #(#fields),* })
    }

    fn bind(&mut self, member: &Member) {
        let local = local(member);
        self.pattern.push(quote!(#member: #local));
    }

    fn ignore(&mut self, member: &Member) {
        self.pattern.push(quote!(#member: _));
    }

    fn set(&mut self, member: &Member, value: &TokenStream) {
        self.literal.push(quote!(#member: #value));
    }

    /// The expression for a value that the other side never had; of one that needs the whole record, a name.
    fn given(
        &mut self,
        name: &Ident,
        at: &Member,
        given: Given<'_>,
        private: &TokenStream,
    ) -> TokenStream {
        match given {
            Given::Default => {
                let private = spanned(private, at.span());
                quote_spanned!(at.span()=> #private::Default::default())
            }
            Given::Expr(expr) => expression(expr, private),
            Given::With(function) => {
                let record = whole();
                let value = apply(function, &quote!(&#record), private);
                self.made.push((name.clone(), value));
                quote!(#name)
            }
        }
    }
}

pub(super) fn fields(map: &FieldMap<'_>, context: Context<'_>) -> Conversion {
    let mut out = Conversion::default();
    for step in &map.fields {
        field(map, step, context, &mut out);
    }
    for drop in &map.dropped {
        dropped(map, drop, context, &mut out);
    }
    map.hoists.iter().for_each(|hoist| hoisted(map, hoist, context, &mut out));
    map.nests.iter().for_each(|nest| nested(nest, context, &mut out));
    map.groups.iter().for_each(|group| grouped(map, group, context, &mut out));
    out
}

fn field(
    map: &FieldMap<'_>,
    step: &model::FieldStep<'_>,
    context: Context<'_>,
    out: &mut Conversion,
) {
    let Context { private, direction, .. } = context;
    let new = step.new;
    let member = &new.member;
    match (&step.source, direction) {
        (Source::From(taken), _) => {
            let (from, to) = match direction {
                Direction::Up => (taken.old, new),
                Direction::Down => (new, taken.old),
            };
            out.bind(&from.member);
            let value = Value { map, taken, new, context };
            out.set(&to.member, &value::convert(&value, &from.member));
        }
        (Source::Added(Given::With(function)), _) if is_derived(map, new) => {
            derived(map, new, function, context, out);
        }
        (Source::Added(given), Direction::Up) => {
            let value = out.given(&made(member), member, *given, private);
            if !map.one_way && model::added(new).is_kept() {
                let leaf = map.leaf(member);
                let restored = restore(new, &leaf, &value, private);
                out.set(member, &restored);
            } else {
                out.set(member, &value);
            }
        }
        (Source::Added(_), Direction::Down) if model::added(new).is_kept() => {
            out.bind(member);
            let leaf = map.leaf(member);
            out.between.extend(keep(new, &leaf, &local(member), private));
        }
        (Source::Computed(function), Direction::Up) => {
            let private_here = spanned(private, new.ty.span());
            let placeholder = quote_spanned!(new.ty.span()=> #private_here::Default::default());
            out.set(member, &placeholder);
            let record = whole();
            out.computed.push((member.clone(), apply(function, &quote!(&#record), private)));
        }
        (Source::Added(_) | Source::Computed(_), Direction::Down) => out.ignore(member),
        // Groups come later; the others are reported, and the fallback is expanded instead.
        (Source::Grouped | Source::Nowhere | Source::Wrong, _) => {}
    }
}

/// Whether a new field that is derived from the old record is kept for the value that is derived.
fn is_derived(map: &FieldMap<'_>, new: &Field) -> bool {
    !map.one_way && model::added(new).is_kept() && new.serde.is_empty()
}

/// A value that is derived from the old record comes back only if the same is derived: an edit of what it comes from wins.
///
/// ```text
/// initials: leaves.derived("initials", made_initials)?,             // up
/// let noted_initials = leaves.note(&initials)?;                     // down, before the old record is made
/// leaves.keep_noted("initials", noted_initials, &f(&record))?;      // and after
/// ```
fn derived(
    map: &FieldMap<'_>,
    new: &Field,
    function: &Expr,
    context: Context<'_>,
    out: &mut Conversion,
) {
    let (member, leaves, record) = (&new.member, leaves(), whole());
    let leaf = map.leaf(member);
    let at = new.ty.span();
    let private = &spanned(context.private, at);
    match context.direction {
        Direction::Up => {
            let value = out.given(&made(member), member, Given::With(function), context.private);
            let value = quote_spanned!(at=> #private::at(#leaf, #leaves.derived(#leaf, #value))?);
            out.set(member, &value);
        }
        Direction::Down => {
            out.bind(member);
            let (local, noted) = (local(member), made(member));
            out.between.extend(
                quote_spanned!(at=> let #noted = #private::at(#leaf, #leaves.note(&#local))?;),
            );
            let again = apply(function, &quote!(&#record), context.private);
            out.after.extend(
                quote_spanned!(at=> #private::at(#leaf, #leaves.keep_noted(#leaf, #noted, &#again))?;),
            );
        }
    }
}

/// `leaves.keep("at", &field)?`. A field with a form of its own is kept in that form.
fn keep(new: &Field, leaf: &str, local: &Ident, private: &TokenStream) -> TokenStream {
    let leaves = leaves();
    let at = new.ty.span();
    let private = &spanned(private, at);
    if new.serde.is_empty() {
        return quote_spanned!(at=> #private::at(#leaf, #leaves.keep(#leaf, &#local))?;);
    }
    let shape = formed(new, private);
    quote! {
        {
            #shape
            #private::at(#leaf, #leaves.keep(#leaf, &__Leaf { value: #local }))?;
        }
    }
}

fn restore(new: &Field, leaf: &str, otherwise: &TokenStream, private: &TokenStream) -> TokenStream {
    let leaves = leaves();
    let at = new.ty.span();
    let private = &spanned(private, at);
    if new.serde.is_empty() {
        return quote_spanned!(at=> #private::at(#leaf, #leaves.restore(#leaf, || #otherwise))?);
    }
    let shape = formed(new, private);
    quote! {
        {
            #shape
            #private::at(#leaf, #leaves.restore(#leaf, || __Leaf { value: #otherwise }))?.value
        }
    }
}

/// A struct that is written as its one field is.
fn formed(new: &Field, private: &TokenStream) -> TokenStream {
    let (ty, form) = (&new.ty, &new.serde);
    let serde = format!("{private}::serde").replace(' ', "");
    quote! {
        #[derive(#private::serde::Serialize, #private::serde::Deserialize)]
        #[serde(crate = #serde, transparent)]
        struct __Leaf {
            #[serde(#(#form),*)]
            value: #ty,
        }
    }
}

fn dropped(
    map: &FieldMap<'_>,
    drop: &model::DroppedField<'_>,
    context: Context<'_>,
    out: &mut Conversion,
) {
    let Context { private, direction, .. } = context;
    let (member, leaves) = (&drop.old.member, leaves());
    let leaf = map.leaf(member);
    let kept = drop.fate().is_kept();
    match direction {
        Direction::Up if kept => {
            out.bind(member);
            let at = drop.name.span();
            let mut local = local(member);
            local.set_span(Span::mixed_site().located_at(at));
            let private = spanned(private, at);
            out.between
                .extend(quote_spanned!(at=> #private::at(#leaf, #leaves.keep(#leaf, &#local))?;));
        }
        Direction::Up => out.ignore(member),
        Direction::Down => {
            let value = out.given(&made(member), member, drop.given, private);
            if kept {
                let at = drop.name.span();
                let private = spanned(private, at);
                let restored =
                    quote_spanned!(at=> #private::at(#leaf, #leaves.restore(#leaf, || #value))?);
                out.set(member, &restored);
            } else {
                out.set(member, &value);
            }
        }
    }
}

/// ```text
/// let v1::Address { city: city, zip: _ } = address;          // up
/// address: v1::Address { city: city, zip: "".into() },       // down
/// ```
fn hoisted(map: &FieldMap<'_>, hoist: &Hoist<'_>, context: Context<'_>, out: &mut Conversion) {
    let Context { private, direction, .. } = context;
    let leaves = leaves();
    let whole = &hoist.host.member;
    let path = bare(hoist.path);
    let mut inner = Vec::new();
    for (member, new) in &hoist.taken {
        let at = new.ty.span();
        let private = spanned(private, at);
        match direction {
            Direction::Up => {
                let name = made(&new.member);
                inner.push(quote!(#member: #name));
                out.set(&new.member, &quote_spanned!(at=> (#private::kept().0)(#name)));
            }
            Direction::Down => {
                out.bind(&new.member);
                let local = local(&new.member);
                inner.push(quote_spanned!(at=> #member: (#private::kept().1)(#local)));
            }
        }
    }
    let mut keeps = TokenStream::new();
    for (member, given, loss) in &hoist.dropped {
        let leaf = format!("{}.{}", map.leaf(whole), member_text(member));
        let name = hoisted_name(whole, member);
        match direction {
            Direction::Up if loss.keeps() => {
                inner.push(quote!(#member: #name));
                keeps.extend(quote!(#private::at(#leaf, #leaves.keep(#leaf, &#name))?;));
            }
            Direction::Up => inner.push(quote!(#member: _)),
            Direction::Down => {
                let value = out.given(&name, member, *given, private);
                let value = if loss.keeps() {
                    quote!(#private::at(#leaf, #leaves.restore(#leaf, || #value))?)
                } else {
                    value
                };
                inner.push(quote!(#member: #value));
            }
        }
    }
    match direction {
        Direction::Up => {
            out.bind(whole);
            let local = local(whole);
            // Where the struct is put together again, that tells which field was forgotten.
            let rest = (!map.one_way).then(|| quote!(, ..));
            let at = hoist.path.span();
            out.between
                .extend(quote_spanned!(at=> let #path { #(#inner),* #rest } = #local; #keeps));
        }
        Direction::Down => out.set(whole, &quote!(#path { #(#inner),* })),
    }
}

/// ```text
/// address: Address { street: street, city: town },           // up
/// let Address { street: street, city: town } = address;      // down
/// ```
fn nested(nest: &Nest<'_>, context: Context<'_>, out: &mut Conversion) {
    let Type::Path(ty) = &nest.new.ty else { return };
    let (path, private) = (bare(&ty.path), context.private);
    let member = &nest.new.member;
    let at = nest.new.ty.span();
    let private = spanned(private, at);
    match context.direction {
        Direction::Up => {
            let parts = nest.parts.iter().map(|(inner, old)| {
                let local = local(&old.member);
                quote_spanned!(at=> #inner: (#private::kept().0)(#local))
            });
            let parts: Vec<_> = parts.collect();
            nest.parts.iter().for_each(|(_, old)| out.bind(&old.member));
            out.set(member, &quote!(#path { #(#parts),* }));
        }
        Direction::Down => {
            out.bind(member);
            let local = local(member);
            let parts = nest.parts.iter().map(|(inner, old)| {
                let name = made(&old.member);
                quote!(#inner: #name)
            });
            // A forgotten field is told where the struct is put together.
            out.between.extend(quote!(let #path { #(#parts),* , .. } = #local;));
            for (_, old) in &nest.parts {
                let name = made(&old.member);
                out.set(&old.member, &quote_spanned!(at=> (#private::kept().1)(#name)));
            }
        }
    }
}

/// `let (first, last) = split(name);`
fn grouped(map: &FieldMap<'_>, group: &Group<'_>, context: Context<'_>, out: &mut Conversion) {
    let Context { private, direction, .. } = context;
    let (from, to, there, back) = match direction {
        Direction::Up => (&group.old, &group.new, Some(group.up), group.down),
        Direction::Down => (&group.new, &group.old, group.down, Some(group.up)),
    };
    let Some(there) = there else { return };
    for field in from {
        out.bind(&field.member);
    }
    let given: Vec<_> = from.iter().map(|field| local(&field.member)).collect();
    let results: Vec<_> = to.iter().map(|field| made(&field.member)).collect();
    let (inputs, outputs) = (tuple(&given), tuple(&results));
    let field = from.first().map(|field| stored_name(map, &field.member, direction));
    let field = field.unwrap_or_default();
    let attempt = value::several(there, &given, private);
    let value = match (group.fate().is_kept(), back) {
        (true, Some(back)) if !map.one_way => {
            let leaf = group.single().map(|field| map.leaf(&field.member)).unwrap_or_default();
            let leaves = leaves();
            let again = value::several(back, &results, private).attempt(private);
            let attempt = attempt.attempt(private);
            quote!(#private::at(#field, #leaves.convert(#leaf, #inputs, |#inputs| #attempt, |#outputs| #again))?)
        }
        _ => attempt.value(&field, private),
    };
    out.between.extend(quote!(let #outputs = #value;));
    for (field, name) in to.iter().zip(&results) {
        out.set(&field.member, &quote!(#name));
    }
}

fn tuple(names: &[Ident]) -> TokenStream {
    if let [one] = names { quote!(#one) } else { quote!((#(#names),*)) }
}

/// The name under which a value is stored.
pub(super) fn stored_name(map: &FieldMap<'_>, from: &Member, direction: Direction) -> String {
    match (&map.variants, direction) {
        (None, _) => member_text(from),
        (Some((old, _)), Direction::Up) => format!("{old}.{}", member_text(from)),
        (Some((_, new)), Direction::Down) => format!("{new}.{}", member_text(from)),
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
pub(super) fn expression(expr: &Expr, private: &TokenStream) -> TokenStream {
    match expr {
        Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_)) => {
            let private = spanned(private, expr.span());
            quote_spanned!(expr.span()=> #private::Into::into(#expr))
        }
        _ => quote!(#expr),
    }
}

/// The path without generic arguments, as patterns and literals want it.
pub(super) fn bare(path: &Path) -> TokenStream {
    let mut path = path.clone();
    path.segments.iter_mut().for_each(|segment| segment.arguments = PathArguments::None);
    quote!(#path)
}
