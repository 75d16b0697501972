//! `moloch claims`.

use serde_json::Value;

use crate::program::run;

#[test]
fn every_claim_of_the_ledger_is_printed_with_its_verdict() {
    let (code, out, err) = run(&["claims", "--json"]);
    assert_eq!(code, 0, "{err}");
    let claims: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert_eq!(claims.len(), 245);
    for claim in &claims {
        for key in ["id", "domain", "essay", "verdict", "numbers", "model"] {
            assert!(claim.get(key).is_some(), "{claim} lacks {key}");
        }
        let open = claim["verdict"] == "open";
        assert_eq!(open, claim["model"].is_null(), "{claim}");
        assert_eq!(open, claim["numbers"].as_array().unwrap().is_empty(), "{claim}");
    }
}

#[test]
fn a_domain_can_be_chosen_and_an_unknown_one_is_refused() {
    let (code, out, _) = run(&["claims", "--json", "--domain", "hype"]);
    let claims: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert!(code == 0 && claims.len() == 24 && claims.iter().all(|claim| claim["domain"] == "hype"));
    let (code, _, err) = run(&["claims", "--domain", "hpye"]);
    assert!(code == 2 && err.contains("expected one of") && err.contains("hype"));
}
