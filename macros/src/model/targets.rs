//! Where a variant goes that the other side does not have.

use syn::{Expr, Ident, Path};

use crate::diag::Diagnostics;
use crate::names::unraw;
use crate::parse::{self, Style, Variant, did_you_mean};

pub(crate) enum Target<'a> {
    Fail,
    /// A variant of the other enum; the expression begins with its bare name.
    Variant(&'a Expr),
    /// Any other expression of the other enum's type.
    Expr(&'a Expr),
    With(&'a Expr),
}

impl<'a> Target<'a> {
    /// Finds the variant that the expression names; a name that does not exist is reported.
    pub(super) fn resolve(
        target: &'a parse::Target,
        variants: &[Variant],
        enum_name: &str,
        diag: &mut Diagnostics,
    ) -> Option<Self> {
        let expr = match target {
            parse::Target::Fail => return Some(Self::Fail),
            parse::Target::With(path) => return Some(Self::With(path)),
            parse::Target::Expr(expr) => expr,
        };
        let Some(name) = bare_name(expr) else { return Some(Self::Expr(expr)) };
        let text = unraw(name);
        if let Some(variant) = variants.iter().find(|variant| unraw(&variant.ident) == text) {
            if matches!(expr, Expr::Path(_)) && variant.fields.style != Style::Unit {
                let example = match variant.fields.style {
                    Style::Tuple => format!("{text}(…)"),
                    _ => format!("{text} {{ … }}"),
                };
                diag.error(
                    name,
                    format_args!("`{text}` has fields\nhelp: give them values: `{example}`"),
                );
                return None;
            }
            return Some(Self::Variant(expr));
        }
        let known: Vec<String> = variants.iter().map(|variant| unraw(&variant.ident)).collect();
        let help = match did_you_mean(&text, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its variants are `{}`", known.join("`, `")),
        };
        diag.error(name, format_args!("`{enum_name}` has no variant `{text}`\nhelp: {help}"));
        None
    }
}

/// The single name with which the expression begins: `Open`, `Open(…)` or `Open { … }`.
pub(crate) fn bare_name(expr: &Expr) -> Option<&Ident> {
    let path: &Path = match expr {
        Expr::Path(path) if path.qself.is_none() => &path.path,
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) if path.qself.is_none() => &path.path,
            _ => return None,
        },
        Expr::Struct(literal) if literal.qself.is_none() => &literal.path,
        _ => return None,
    };
    // A function is called by a lower-case name; a variant never has one.
    path.get_ident().filter(|ident| unraw(ident).starts_with(char::is_uppercase))
}
