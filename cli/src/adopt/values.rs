//! Of which types values can be generated.

use std::collections::BTreeSet;

use syn::{GenericArgument, PathArguments, Type};

use crate::adopt::find::TypeId;
use crate::source::{ModuleId, Sources, TypeItem};

/// The types of std for which `Arbitrary` is implemented if it is for what they hold.
const KNOWN: &[&str] = &[
    "bool",
    "char",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "f32",
    "f64",
    "String",
    "PathBuf",
    "Duration",
    "IpAddr",
    "Ipv4Addr",
    "Ipv6Addr",
    "NonZeroU8",
    "NonZeroU16",
    "NonZeroU32",
    "NonZeroU64",
    "NonZeroI8",
    "NonZeroI16",
    "NonZeroI32",
    "NonZeroI64",
    "Option",
    "Result",
    "Vec",
    "VecDeque",
    "Box",
    "Rc",
    "Arc",
    "HashMap",
    "BTreeMap",
    "HashSet",
    "BTreeSet",
    "PhantomData",
];

/// The first field of a type of which no values can be generated, if those of some types can.
pub(super) fn obstacle(
    sources: &Sources,
    (module, item): TypeId,
    adopted: &BTreeSet<TypeId>,
) -> Option<String> {
    let syntax = TypeItem::of(&sources.module(module).items[item])?;
    let file = sources.file_of(module);
    syntax.fields().into_iter().find(|field| !is_known(sources, module, &field.ty, adopted)).map(
        |field| {
            let name = field.ident.as_ref().map(|ident| format!(".{ident}")).unwrap_or_default();
            format!("`{}{name}` is a `{}`", syntax.ident, file.slice(file.range(&field.ty)))
        },
    )
}

fn has_values(sources: &Sources, (module, item): TypeId) -> bool {
    let syntax = TypeItem::of(&sources.module(module).items[item]);
    syntax.is_some_and(|syntax| syntax.has_derive("Arbitrary"))
}

fn is_known(sources: &Sources, module: ModuleId, of: &Type, adopted: &BTreeSet<TypeId>) -> bool {
    match of {
        Type::Array(it) => is_known(sources, module, &it.elem, adopted),
        Type::Tuple(it) => it.elems.iter().all(|inner| is_known(sources, module, inner, adopted)),
        Type::Paren(it) => is_known(sources, module, &it.elem, adopted),
        Type::Path(it) if it.qself.is_none() => {
            let Some(last) = it.path.segments.last() else { return false };
            let own = sources.resolve_type(module, &it.path);
            let own = own.is_some_and(|id| adopted.contains(&id) || has_values(sources, id));
            let arguments = match &last.arguments {
                PathArguments::AngleBracketed(inner) => {
                    inner.args.iter().all(|argument| match argument {
                        GenericArgument::Type(inner) => is_known(sources, module, inner, adopted),
                        _ => true,
                    })
                }
                _ => true,
            };
            arguments && (own || KNOWN.contains(&last.ident.to_string().as_str()))
        }
        _ => false,
    }
}
