//! Claims in which two quoted figures are checked against each other.

use moloch_core::{Judge, Number, Question, Trial};

use super::quoted::{LARGEST_GAIN, PRICE_LADDER_YEARS, TENFOLD};

/// What the rows name in the place of a model.
const BY: &str = "arithmetic";

/// Two figures agree when neither is more than twice the other.
fn agree(a: f64, b: f64) -> bool {
    (0.5..=2.0).contains(&(a / b))
}

pub(super) const PRICE_LADDER: Judge = Judge {
    claim: "jev-price-ladder",
    model: BY,
    reason: "the fall in price a year on the essay's list against the tenfold efficiency a year that it uses later",
    question: Question::Arithmetic(|figures| {
        let total = figures.get("gpt3_2020")? / figures.get("gpt4o_2024")?;
        let yearly = total.powf(PRICE_LADDER_YEARS.recip());
        Ok(Trial {
            holds: agree(yearly, TENFOLD),
            numbers: vec![
                Number::new("times cheaper, 2020 to 2022", figures.get("gpt3_2020")? / figures.get("gpt35_2022")?, ""),
                Number::new("times cheaper, 2020 to 2024", total, ""),
                Number::new("times cheaper a year", yearly, ""),
                Number::new("times dearer, 2022 to 2023", figures.get("gpt4_2023")? / figures.get("gpt35_2022")?, ""),
            ],
        })
    }),
};

pub(super) const EFFICIENCY_LEVERS: Judge = Judge {
    claim: "jev-efficiency-levers",
    model: BY,
    reason: "the product of the cost levers against the fall in price on the essay's list",
    question: Question::Arithmetic(|figures| {
        let product = figures.get("compression")? * figures.get("quantisation")? * figures.get("distillation")?;
        Ok(Trial {
            holds: agree(product, LARGEST_GAIN),
            numbers: vec![
                Number::new("product without edge use", product, ""),
                Number::new("product with edge use", product * figures.get("edge")?, ""),
                Number::new("largest fall in price quoted", LARGEST_GAIN, ""),
            ],
        })
    }),
};

pub(super) const ENERGY_IN_2024: Judge = Judge {
    claim: "jev-energy-2024",
    model: BY,
    reason: "the sum of training and inference, and the total against the consumption of the country named",
    question: Question::Arithmetic(|figures| {
        let sum = figures.get("training_twh")? + figures.get("inference_twh")?;
        let country = figures.get("derived_argentina_twh_year")?;
        Ok(Trial {
            holds: (sum - figures.get("total_twh")?).abs() < 0.5 && agree(sum, country),
            numbers: vec![
                Number::new("sum", sum, "TWh/yr"),
                Number::new("country named", country, "TWh/yr"),
                Number::new("country by total", country / sum, ""),
            ],
        })
    }),
};
