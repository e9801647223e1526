#include "synthesis/rules/part_conditions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <span>

#include "synthesis/rules/substitute.h"

namespace gestalt::synthesis {

using View = PartAttribute::View;
using Test = PartCondition::Test;

namespace {

dsl::Digest digest_of(const std::vector<std::int64_t>& row) {
  return dsl::digest_bytes(row.data(), row.size() * sizeof(row[0]));
}

}  // namespace

PartConditions::PartConditions(PartTerms& terms) : terms_(terms) {
  const dsl::PaintForm& form = *terms.problem().domain.paint;
  const std::array types{dsl::bool_type(), form.element, dsl::int_type()};
  for (std::size_t k = 0; k < types.size(); ++k) {
    const dsl::Type& type = types[k];
    std::unordered_map<dsl::Digest, int, dsl::DigestHash> seen;  // costs of terms, by row
    const auto add_attribute = [&](const PartTerm& term) {
      if (!term.defined.all()) return false;
      PartAttribute attribute{term.term, type, View::kItself, {}, term.cost};
      for (const dsl::Value value : term.row) attribute.row.push_back(value.integer());
      const auto [before, is_new] = seen.emplace(digest_of(attribute.row), attribute.cost);
      if (!is_new && before->second <= attribute.cost) return false;
      before->second = attribute.cost;
      if (type == dsl::int_type()) {
        add_odd(attribute);
        add_rank(attribute, View::kMore, std::greater<>());
        add_rank(attribute, View::kLess, std::less<>());
      }
      if (type != dsl::bool_type()) add_rank(attribute, View::kSame, std::equal_to<>());
      add(std::move(attribute));
      return false;
    };
    const std::uint64_t share = terms_.steps_left(PartStage::kConditions) / (types.size() - k);
    terms_.for_each(type, PartStage::kConditions, add_attribute, share);
  }
  add_relations();
  PartCondition none;
  none.parts.resize(terms.parts(), true);
  none.train_parts.resize(terms.train_parts(), true);
  conditions_ = found_.take();
  conditions_.insert(conditions_.begin(), std::move(none));
}

/// Adds conditions on an attribute that is new: that it holds, or that it is (or is at least) a
/// value seen in training.
void PartConditions::add(PartAttribute attribute) {
  constexpr std::size_t kMaxValues = 16;
  constexpr int kLiteral = 6;
  constexpr int kUnseen = 8;
  const auto [known, is_new] = known_.emplace(digest_of(attribute.row), attribute.cost);
  if (!is_new && attribute.cost >= known->second) return;
  known->second = attribute.cost;
  const auto number = static_cast<std::uint32_t>(attributes_.size());
  attributes_.push_back(std::move(attribute));
  const PartAttribute& own = attributes_.back();
  const auto train_end = own.row.begin() + static_cast<std::ptrdiff_t>(terms_.train_parts());
  std::vector<std::int64_t> values(own.row.begin(), train_end);
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  if (values.size() < 2) return;
  const bool ordered = own.type == dsl::int_type();
  if (ordered) {
    add_extreme(number, Test::kGreatest);
    add_extreme(number, Test::kLeast);
  }
  if (values.size() > kMaxValues) return;
  const dsl::TermWriter& writer = terms_.writer();
  const auto add_test = [&](Test test, std::int64_t value, int cost, auto holds) {
    PlaceSet parts(own.row.size());
    for (std::size_t p = 0; p < own.row.size(); ++p) parts[p] = holds(own.row[p]);
    if (parts.none() || parts.all()) return;
    const dsl::Digest digest = digest_of(parts);
    PlaceSet train_parts = parts;
    train_parts.resize(terms_.train_parts());
    found_.add(digest, {number, test, value, std::move(parts), std::move(train_parts),
                        writer.cost_of("filter") + own.cost + cost});
  };
  if (own.type == dsl::bool_type()) {
    add_test(Test::kHolds, 1, 0, [](std::int64_t v) { return v != 0; });
    add_test(Test::kFails, 0, writer.cost_of("not"), [](std::int64_t v) { return v == 0; });
    return;
  }
  const bool unseen = std::any_of(train_end, own.row.end(), [&](std::int64_t v) {
    return !std::binary_search(values.begin(), values.end(), v);
  });
  const int equal = writer.cost_of("equal") + kLiteral + (unseen ? kUnseen : 0);
  for (const std::int64_t value : values) {
    const int size = ordered ? static_cast<int>(std::lround(cost_of_size(value))) : 0;
    add_test(Test::kIs, value, equal + size, [=](std::int64_t v) { return v == value; });
    add_test(Test::kIsNot, value, equal + size + writer.cost_of("not"),
             [=](std::int64_t v) { return v != value; });
    if (!ordered || value == values.front()) continue;
    const int order = writer.cost_of("less") + kLiteral + size;
    add_test(Test::kAtLeast, value, order, [=](std::int64_t v) { return v >= value; });
    add_test(Test::kBelow, value, order, [=](std::int64_t v) { return v < value; });
  }
}

/// That no other part of the example has more, or less.
void PartConditions::add_extreme(std::uint32_t attribute, Test test) {
  const PartAttribute& own = attributes_[attribute];
  PlaceSet parts(own.row.size());
  for (std::size_t p = 0, end = 0; p < own.row.size(); p = end) {
    while (end < own.row.size() && terms_.example_of(end) == terms_.example_of(p)) ++end;
    const auto begin = own.row.begin();
    const auto [least, greatest] = std::minmax_element(begin + static_cast<std::ptrdiff_t>(p),
                                                       begin + static_cast<std::ptrdiff_t>(end));
    const std::int64_t best = test == Test::kGreatest ? *greatest : *least;
    for (std::size_t q = p; q < end; ++q) parts[q] = own.row[q] == best;
  }
  PlaceSet train_parts = parts;
  train_parts.resize(terms_.train_parts());
  if (train_parts.all()) return;
  const dsl::TermWriter& writer = terms_.writer();
  const int cost = writer.cost_of("filter") + writer.cost_of("equal") + writer.cost_of("argmax");
  const dsl::Digest digest = digest_of(parts);
  found_.add(digest,
             {attribute, test, 0, std::move(parts), std::move(train_parts), cost + own.cost});
}

/// How many parts of its example each part is related to, by each relation between two parts.
void PartConditions::add_relations() {
  const dsl::TermWriter& writer = terms_.writer();
  terms_.for_each_relation([&](dsl::TermId term, int cost, std::vector<std::int64_t> counts) {
    PartAttribute related{term, dsl::int_type(), View::kRelated, std::move(counts), 0};
    related.cost = writer.cost_of("count_if") + cost;
    add(std::move(related));
  });
}

void PartConditions::add_odd(const PartAttribute& attribute) {
  PartAttribute odd{attribute.term, dsl::bool_type(), View::kOdd, {}, 0};
  odd.cost = terms_.writer().cost_of("odd") + attribute.cost;
  for (const std::int64_t value : attribute.row) odd.row.push_back(value % 2 == 0 ? 0 : 1);
  add(std::move(odd));
}

/// For how many parts of the example counts(theirs, own) holds.
template <class F>
void PartConditions::add_rank(const PartAttribute& attribute, View view, F counts) {
  const dsl::TermWriter& writer = terms_.writer();
  PartAttribute rank{attribute.term, dsl::int_type(), view, {}, 0};
  rank.cost = writer.cost_of("count_if") + writer.cost_of("less") + attribute.cost;
  for (std::size_t begin = 0, end = 0; begin < terms_.parts(); begin = end) {
    while (end < terms_.parts() && terms_.example_of(end) == terms_.example_of(begin)) ++end;
    const std::span example(attribute.row.data() + begin, attribute.row.data() + end);
    for (const std::int64_t own : example) {
      rank.row.push_back(
          std::ranges::count_if(example, [&](std::int64_t theirs) { return counts(theirs, own); }));
    }
  }
  add(std::move(rank));
}

dsl::TermId PartConditions::write(const PartAttribute& attribute) const {
  const dsl::TermWriter& writer = terms_.writer();
  const std::uint32_t part = terms_.part_variable();
  const dsl::TermId own = attribute.term;
  if (attribute.view == View::kItself) return own;
  if (attribute.view == View::kOdd) return writer.call("odd", {own});
  const auto compared = [&] {
    const dsl::TermId theirs = terms_.pool().shift(own, part, 1);
    if (attribute.view == View::kMore) return writer.call("less", {own, theirs});
    if (attribute.view == View::kLess) return writer.call("less", {theirs, own});
    return writer.call("equal", {theirs, own});
  };
  const dsl::TermId body = attribute.view == View::kRelated ? own : compared();
  return writer.call("count_if",
                     {terms_.pool().lambda(part + 1, body), terms_.segmentation().term});
}

dsl::TermId PartConditions::write(const PartCondition& condition) const {
  const dsl::TermWriter& writer = terms_.writer();
  const PartAttribute& attribute = attributes_[condition.attribute];
  const dsl::TermId own = write(attribute);
  const auto literal = [&] {
    return terms_.pool().literal(attribute.type, dsl::Value::immediate(condition.value));
  };
  switch (condition.test) {
    case Test::kFails:
      return writer.call("not", {own});
    case Test::kIs:
      return writer.call("equal", {own, literal()});
    case Test::kIsNot:
      return writer.call("not", {writer.call("equal", {own, literal()})});
    case Test::kAtLeast:
      return writer.call("less_equal", {literal(), own});
    case Test::kBelow:
      return writer.call("less", {own, literal()});
    case Test::kGreatest:
    case Test::kLeast:
      return writer.call("equal", {own, substitute(terms_.pool(), own, terms_.part_variable(),
                                                   extreme(condition), terms_.part_variable())});
    default:
      return own;
  }
}

dsl::TermId PartConditions::extreme(const PartCondition& condition) const {
  const dsl::TermId key =
      terms_.pool().lambda(terms_.part_variable(), write(attributes_[condition.attribute]));
  return terms_.writer().call(condition.test == Test::kGreatest ? "argmax" : "argmin",
                              {key, terms_.segmentation().term});
}

dsl::TermId PartConditions::chosen(const PartCondition& condition) const {
  return condition.is_extreme() ? extreme(condition)
                                : terms_.writer().call("first", {filtered(condition)});
}

bool PartConditions::is_choice(const PartCondition& condition) const {
  std::vector<std::size_t> chosen(terms_.segmentation().row.size(), 0);
  for (std::size_t p = 0; p < terms_.parts(); ++p) {
    if (condition.parts[p]) ++chosen[terms_.example_of(p)];
  }
  const auto [fewest, most] = std::ranges::minmax(chosen);
  if (fewest == 0) return false;
  const auto train_end =
      chosen.begin() + static_cast<std::ptrdiff_t>(terms_.problem().examples.train_count);
  return most == 1 || *std::max_element(chosen.begin(), train_end) > 1;
}

int PartConditions::cost_of_choice(const PartCondition& condition) const {
  const dsl::TermWriter& writer = terms_.writer();
  if (!condition.is_extreme()) return condition.cost + writer.cost_of("first");
  return condition.cost - writer.cost_of("filter") - writer.cost_of("equal");
}

dsl::TermId PartConditions::filtered(const PartCondition& condition) const {
  const dsl::TermId parts = terms_.segmentation().term;
  if (condition.is_none()) return parts;
  const dsl::TermId predicate = terms_.pool().lambda(terms_.part_variable(), write(condition));
  return terms_.writer().call("filter", {predicate, parts});
}

}  // namespace gestalt::synthesis
