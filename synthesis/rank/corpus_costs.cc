#include "synthesis/rank/corpus_costs.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "synthesis/api/choices.h"

namespace gestalt::synthesis {

namespace {

struct CountedUse {
  std::string_view domain;
  std::string_view parent;  ///< a primitive, or "root" or "body"
  std::uint32_t argument;
  std::string_view head;
  UseCounts::Halves halves;
};

constexpr CountedUse kCorpus[] = {
#include "synthesis/rank/corpus_counts.inc"
};

/// The counts of the corpus for a domain. A primitive that the domain no longer has is left out.
UseCounts corpus_counts(const dsl::Domain& domain) {
  UseCounts counts;
  for (const CountedUse& use : kCorpus) {
    if (use.domain != domain.name) continue;
    const auto head = domain.registry.find(use.head);
    Slot slot{Slot::kRoot, use.argument};
    if (use.parent == "body") {
      slot.parent = Slot::kBody;
    } else if (use.parent != "root") {
      const auto parent = domain.registry.find(use.parent);
      if (!parent) continue;
      slot.parent = *parent;
    }
    if (head) counts.add({slot, *head}, use.halves);
  }
  return counts;
}

/// Primitives by what they yield.
std::map<dsl::Type, std::vector<dsl::PrimitiveId>> heads_by_type(const dsl::Registry& registry) {
  std::map<dsl::Type, std::vector<dsl::PrimitiveId>> heads;
  for (dsl::PrimitiveId id = 0; id < registry.size(); ++id) {
    heads[registry[id].type.result()].push_back(id);
  }
  return heads;
}

class CorpusGuide final : public Guide {
 public:
  explicit CorpusGuide(Ranking fitted_on) : fitted_on_(fitted_on) {}

  [[nodiscard]] std::string name() const override { return "corpus"; }
  [[nodiscard]] Result<Guidance> read(const dsl::Domain& domain, const dsl::Examples&) override {
    if (fitted_for_ != &domain) {
      fitted_ = fitted_costs(domain, corpus_counts(domain), fitted_on_);
      fitted_for_ = &domain;
    }
    return Guidance{fitted_};
  }

 private:
  Ranking fitted_on_;
  const dsl::Domain* fitted_for_ = nullptr;
  Costs fitted_;
};

}  // namespace

void UseCounts::add(const dsl::TermPool& pool, dsl::TermId program, std::uint32_t inputs,
                    Ranking half) {
  const Halves one{half == Ranking::kEvenHalf ? 1 : 0, half == Ranking::kOddHalf ? 1 : 0};
  for_each_choice(pool, program, inputs, [&](const Choice& choice) {
    if (choice.kind == Choice::Kind::kPrimitive) add({choice.slot, choice.primitive}, one);
  });
}

void UseCounts::add(const Use& use, const Halves& halves) {
  Halves& own = uses_[use];
  for (std::size_t k = 0; k < own.size(); ++k) own[k] += halves[k];
}

int UseCounts::of(const Halves& halves, Ranking fitted_on) {
  switch (fitted_on) {
    case Ranking::kEvenHalf:
      return halves[0];
    case Ranking::kOddHalf:
      return halves[1];
    case Ranking::kAll:
      break;
  }
  return halves[0] + halves[1];
}

Costs fitted_costs(const dsl::Domain& domain, const UseCounts& counts, Ranking fitted_on,
                   const Smoothing& smoothing) {
  const dsl::Registry& registry = domain.registry;
  std::vector<double> anywhere(registry.size(), 0);
  std::map<Slot, std::map<dsl::PrimitiveId, double>> by_slot;
  for (const auto& [use, halves] : counts.all()) {
    const double uses = UseCounts::of(halves, fitted_on);
    anywhere[use.head] += uses;
    by_slot[use.slot][use.head] += uses;
  }
  Costs costs(domain);
  for (const auto& [type, heads] : heads_by_type(registry)) {
    double all_prior = 0;
    double all_uses = 0;
    for (const dsl::PrimitiveId head : heads) {
      all_prior += std::exp(-registry[head].cost / kUnitsPerNat);
      all_uses += anywhere[head];
    }
    const auto prior = [&](dsl::PrimitiveId head) {
      return std::exp(-registry[head].cost / kUnitsPerNat) / all_prior;
    };
    const auto unigram = [&](dsl::PrimitiveId head) {
      return (anywhere[head] + smoothing.prior * prior(head)) / (all_uses + smoothing.prior);
    };
    const auto fitted = [&](dsl::PrimitiveId head, double probability) {
      const double change = -kUnitsPerNat * std::log(probability / prior(head));
      return registry[head].cost + static_cast<int>(std::lround(change));
    };
    for (const dsl::PrimitiveId head : heads) {
      costs.set_everywhere(head, fitted(head, unigram(head)));
    }
    for (const auto& [slot, uses] : by_slot) {
      const auto of = [&uses = uses](dsl::PrimitiveId head) {
        const auto found = uses.find(head);
        return found == uses.end() ? 0 : found->second;
      };
      double here = 0;
      for (const dsl::PrimitiveId head : heads) here += of(head);
      if (here == 0) continue;
      for (const dsl::PrimitiveId head : heads) {
        const double probability =
            (of(head) + smoothing.unigram * unigram(head)) / (here + smoothing.unigram);
        costs.set(slot, head, fitted(head, probability));
      }
    }
  }
  return costs;
}

double bits_per_use(const dsl::Registry& registry, const Costs& costs, const UseCounts& counts,
                    Ranking half) {
  const auto heads = heads_by_type(registry);
  double bits = 0;
  double uses = 0;
  for (const auto& [use, halves] : counts.all()) {
    const double own = UseCounts::of(halves, half);
    double all = 0;
    for (const dsl::PrimitiveId head : heads.at(registry[use.head].type.result())) {
      all += std::exp(-costs.of(use.slot, head) / kUnitsPerNat);
    }
    const double share = std::exp(-costs.of(use.slot, use.head) / kUnitsPerNat) / all;
    bits -= own * std::log2(share);
    uses += own;
  }
  return uses == 0 ? 0 : bits / uses;
}

std::string parent_name(const dsl::Registry& registry, Slot slot) {
  if (slot.parent == Slot::kRoot) return "root";
  if (slot.parent == Slot::kBody) return "body";
  return registry[slot.parent].name;
}

std::unique_ptr<Guide> make_corpus_guide(Ranking fitted_on) {
  return std::make_unique<CorpusGuide>(fitted_on);
}

}  // namespace gestalt::synthesis
