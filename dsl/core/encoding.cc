#include "dsl/core/encoding.h"

#include "dsl/core/meaning.h"

namespace gestalt::dsl {

const SmtEncoding* Encoding::base(const Type& type) const {
  const BaseType* base = domain_->find_type(type.name());
  return base == nullptr || !base->smt ? nullptr : &*base->smt;
}

SmtTerm Encoding::term_of(Smt& smt, const Type& type, Value value) const {
  if (type.is_list()) {
    SmtTerm list = empty_list(smt);
    for (const Value element : List(value)) {
      add_item(list, Symbol::boolean(smt, true), term_of(smt, type.arguments()[0], element));
    }
    return list;
  }
  const SmtEncoding* encoding = base(type);
  if (encoding != nullptr && encoding->to_term != nullptr) return encoding->to_term(smt, value);
  if (!value.is_immediate()) give_up("a literal of type " + to_string(type));
  return total(Symbol::integer(smt, value.integer()));
}

std::optional<Value> Encoding::value_of(const Type& type, const SmtTerm& term,
                                        const SmtReader& read, Arena& arena) const {
  if (type.is_list()) {
    std::vector<Value> elements;
    for (std::size_t i = 0; i < term.items.size(); ++i) {
      if (read(term.fields[i]) == 0) continue;
      const auto element = value_of(type.arguments()[0], term.items[i], read, arena);
      if (!element) return std::nullopt;
      elements.push_back(*element);
    }
    return make_list(arena, elements);
  }
  const SmtEncoding* encoding = base(type);
  if (encoding != nullptr && encoding->from_term != nullptr) {
    return encoding->from_term(arena, term, read);
  }
  const std::int64_t number = read(term.scalar);
  if (number != static_cast<std::int32_t>(number)) return std::nullopt;
  return Value::immediate(number);
}

bool Encoding::has_inputs(const Type& type) const {
  if (type.is_list()) return has_inputs(type.arguments()[0]);
  const SmtEncoding* encoding = base(type);
  return encoding != nullptr && encoding->unknown != nullptr;
}

std::vector<std::vector<int>> Encoding::sizes(const Type& type, int bound) const {
  if (type.is_list()) {
    std::vector<std::vector<int>> lengths;
    for (int length = 0; length <= bound; ++length) lengths.push_back({length});
    return lengths;
  }
  const SmtEncoding* encoding = base(type);
  if (encoding != nullptr && encoding->sizes != nullptr) return encoding->sizes(bound);
  return {{}};
}

SmtTerm Encoding::unknown(Smt& smt, const Type& type, std::span<const int> size) const {
  if (!type.is_list()) return base(type)->unknown(smt, size);
  const Type& element = type.arguments()[0];
  SmtTerm list = empty_list(smt);
  for (int i = 0; i < size[0]; ++i) {
    // The largest size of elements; inner lists may be shorter.
    const std::vector<int> inner = sizes(element, kInnerItems).back();
    SmtTerm item = unknown(smt, element, inner);
    if (element.is_list()) {
      const Symbol length{smt, smt.unknown({0, inner[0]})};
      std::vector<Symbol> keep;
      for (int k = 0; k < inner[0]; ++k) keep.push_back(length > k);
      item = kept(smt, item, keep);
    }
    add_item(list, Symbol::boolean(smt, true), std::move(item));
  }
  return list;
}

std::vector<SmtScalar> Encoding::lengths(Smt& smt, const Type& type, const SmtTerm& term) const {
  if (type.is_list()) return {length_of(smt, term).scalar()};
  const SmtEncoding* encoding = base(type);
  if (encoding == nullptr || encoding->lengths == nullptr) return {};
  return encoding->lengths(smt, term);
}

std::vector<SmtElement> Encoding::elements(Smt& smt, const Type& type, const SmtTerm& term) const {
  std::vector<SmtElement> result;
  if (type.is_list()) {
    for (std::size_t i = 0; i < term.items.size(); ++i) {
      for (SmtElement element : elements(smt, type.arguments()[0], term.items[i])) {
        element.present = smt.logical_and(term.fields[i], element.present);
        result.push_back(element);
      }
    }
    return result;
  }
  const SmtEncoding* encoding = base(type);
  if (encoding != nullptr && encoding->elements != nullptr) return encoding->elements(smt, term);
  if (type != bool_type()) result.push_back({smt.boolean(true), term.scalar});
  return result;
}

SmtTerm Encoding::present(Smt& smt, const Type& type, const SmtTerm& term) const {
  const SmtEncoding* encoding = type.is_list() ? nullptr : base(type);
  if (encoding == nullptr || encoding->present == nullptr) return term;
  return encoding->present(smt, term);
}

std::vector<std::int64_t> Encoding::neutral(const Type& type) const {
  if (type.is_list()) return neutral(type.arguments()[0]);
  const SmtEncoding* encoding = base(type);
  return encoding == nullptr ? std::vector<std::int64_t>{} : encoding->neutral;
}

}  // namespace gestalt::dsl
