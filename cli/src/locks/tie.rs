//! The line that ties a lock to a chain.

use syn::Item;

use crate::error::{Problem, Result};
use crate::source::{Alias, AliasForm, Catalog, Chain, ModuleId};

/// Where the line goes: a module, a position in its file, and the text.
pub(super) fn tie(
    catalog: &Catalog<'_>,
    chain: &Chain,
    file: &str,
) -> Result<(ModuleId, usize, String)> {
    let sources = catalog.sources;
    let (_, latest) = chain.latest();
    let version = catalog.version(latest);
    let aliases = Alias::of(sources, version);
    // The one that is nearest to the chain, and gives it a name of its own.
    let alias = aliases
        .iter()
        .filter(|alias| !matches!(alias.form, AliasForm::Glob { .. }))
        .min_by_key(|alias| {
            let plain = matches!(alias.form, AliasForm::Type { .. });
            (sources.module(alias.module).path.len(), !plain)
        });
    let (module, item, name) = match alias {
        Some(alias) => (alias.module, alias.item, alias.name.clone()),
        None => (version.module, version.item, version.name.clone()),
    };
    let is_type = alias.is_some_and(|alias| matches!(alias.form, AliasForm::Type { .. }));
    if !is_type && !version.syntax(sources).generics.params.is_empty() {
        return Err(Problem::Layout {
            place: catalog.place(latest),
            problem: format!("`{name}` has parameters, and a lock holds one shape"),
            help: format!("name what is stored: `pub type Stored = {name}<…>;`"),
        }
        .into());
    }
    let file_of = sources.file_of(module);
    let items = &sources.module(module).items;
    let mut last = item;
    // Behind all lines of the group that the alias stands in.
    while matches!(items[last], Item::Use(_) | Item::Type(_)) && last + 1 < items.len() {
        let (end, next) = (file_of.range(&items[last]).end, &items[last + 1]);
        let gap = &file_of.text[end..file_of.range(next).start];
        if !matches!(next, Item::Use(_) | Item::Type(_)) || gap.matches('\n').count() > 1 {
            break;
        }
        last += 1;
    }
    let at = file_of.line_end(file_of.range(&items[last]).end);
    let indent = file_of.indent(file_of.range(&items[item]).start);
    let runtime = chain.versions.iter().find_map(|(_, id)| catalog.version(*id).words.get("crate"));
    let runtime = runtime.map(|word| word.rest.to_string().replace([' ', '='], ""));
    let line = match runtime {
        Some(runtime) => format!("{runtime}::lock!({name} in \"{file}\", crate = {runtime});"),
        None => format!("heirloom::lock!({name} in \"{file}\");"),
    };
    Ok((module, at, format!("\n\n{indent}{line}")))
}
