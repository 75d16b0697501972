//! Keywords, quoted texts and lists of names, each refused with what should stand there.

use std::collections::HashSet;
use std::io::Read;

use crate::finite::formats::{Kind, Stuck, Token, Tokens};

pub(super) fn keyword<R: Read>(tokens: &mut Tokens<R>, allowed: &[&str], next: &str) -> Result<(), Stuck> {
    let token = take(tokens)?;
    if matches!(&token.kind, Kind::Word(word) if allowed.contains(&word.as_str())) {
        return Ok(());
    }
    let expected: Vec<String> = allowed.iter().map(|word| format!("`{word}`")).collect();
    Err(refuse(tokens, &token, "header", &expected.join(" or "), next))
}

pub(super) fn text<R: Read>(tokens: &mut Tokens<R>, key: &str, expected: &str) -> Result<String, Stuck> {
    let token = take(tokens)?;
    match token.kind {
        Kind::Text(text) => Ok(text),
        _ => Err(refuse(tokens, &token, key, expected, "write it in quotes; empty quotes will do")),
    }
}

/// Names in quotes up to the closing brace; the opening one has been taken.
pub(super) fn names<R: Read>(tokens: &mut Tokens<R>, key: &str) -> Result<Vec<String>, Stuck> {
    Ok(named_tokens(tokens, key)?.into_iter().map(|(_, name)| name).collect())
}

/// The same for the actions of one set, which must be told apart by their names where they have any.
pub(super) fn action_names<R: Read>(tokens: &mut Tokens<R>) -> Result<Vec<String>, Stuck> {
    let named = named_tokens(tokens, "actions")?;
    let mut seen = HashSet::new();
    for (token, name) in &named {
        if !name.trim().is_empty() && !seen.insert(name) && !tokens.is_hopeless() {
            let found = format!("the name {} a second time", token.found());
            let next = "give each a different name";
            tokens.fault_as(token, "duplicate-name", "actions", found, "a name of its own", next);
        }
    }
    Ok(named.into_iter().map(|(_, name)| name).collect())
}

fn named_tokens<R: Read>(tokens: &mut Tokens<R>, key: &str) -> Result<Vec<(Token, String)>, Stuck> {
    let mut names = Vec::new();
    loop {
        let token = take(tokens)?;
        match &token.kind {
            Kind::Close => return Ok(names),
            Kind::Text(name) => {
                let name = name.clone();
                names.push((token, name));
            }
            Kind::Comma => {}
            _ => {
                return Err(refuse(
                    tokens,
                    &token,
                    key,
                    "a name in quotes or `}`",
                    "put names in quotes, close with `}`",
                ));
            }
        }
    }
}

pub(super) fn take<R: Read>(tokens: &mut Tokens<R>) -> Result<Token, Stuck> {
    tokens.take()
}

/// Notes a fault after which reading cannot go on.
pub(super) fn refuse<R: Read>(tokens: &mut Tokens<R>, token: &Token, key: &str, expected: &str, next: &str) -> Stuck {
    let code = if token.kind == Kind::End { "unexpected-end" } else { "unexpected" };
    tokens.fault(token, code, key, expected, next);
    Stuck
}
