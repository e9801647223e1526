#include "neural/serve/reader.h"

#include "neural/features/pictures.h"

namespace gestalt::neural {

TaskReader::TaskReader(const dsl::Domain& domain, const NetSizes& sizes,
                       synthesis::StrategyShares strategies)
    : domain_(&domain),
      sizes_(sizes),
      vocabulary_(domain, Questions(std::move(strategies))),
      properties_(domain) {}

NetShape TaskReader::shape() const {
  return {static_cast<int>(properties_.size()), vocabulary_.heads(), vocabulary_.slots(),
          vocabulary_.legal(), vocabulary_.prior()};
}

NetPurpose TaskReader::purpose() const {
  NetPurpose purpose{domain_->name,
                     dsl::to_string(domain_->registry.fingerprint()),
                     dsl::to_string(properties_.fingerprint()),
                     {}};
  for (const dsl::Primitive& primitive : domain_->registry.primitives()) {
    purpose.primitives.push_back(primitive.name);
  }
  for (const dsl::Role& role : domain_->roles) purpose.roles.push_back(role.name);
  purpose.strategies = vocabulary_.questions().strategies();
  return purpose;
}

TaskReader::Row TaskReader::read(const dsl::Examples& examples, dsl::Arena& arena) const {
  Row row;
  row.properties = properties_.compute(examples, arena);
  if (sizes_.channels > 0) {
    row.pictures = encode_pictures(*domain_, examples, {sizes_.pairs, sizes_.side});
  }
  return row;
}

void TaskReader::learn(Row& row, const dsl::Examples& examples, const dsl::TermPool& pool,
                       dsl::TermId program, const TaskFacts& facts) const {
  dsl::Arena arena;
  row.decisions = vocabulary_.decisions(pool, program, 1, domain_->constants(examples, arena));
  const std::vector<Decision> answers = vocabulary_.answers(facts);
  row.decisions.insert(row.decisions.end(), answers.begin(), answers.end());
}

NetBatch TaskReader::batch_of(const std::vector<Row>& rows) {
  NetBatch batch;
  batch.tasks = static_cast<std::int32_t>(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    batch.properties.insert(batch.properties.end(), row.properties.begin(), row.properties.end());
    batch.pictures.insert(batch.pictures.end(), row.pictures.begin(), row.pictures.end());
    for (const Decision& decision : row.decisions) {
      batch.task_of.push_back(static_cast<std::int32_t>(i));
      batch.slot_of.push_back(decision.slot);
      batch.head_of.push_back(decision.head);
    }
  }
  return batch;
}

}  // namespace gestalt::neural
