// Lifts a C++ function to a row function: unpacks arguments at compile time, loops over all
// examples.
//
//   Result<List, Fault> take(EvalContext& context, std::int64_t n, List xs);   // or without
//   context, .eval = lift<&take>                                                      // or without
//   Result
//
// A domain makes its own C++ types (grids, colors) known by specializing `Codec`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include "dsl/core/context.h"
#include "dsl/core/result.h"
#include "dsl/core/value.h"

namespace gestalt::dsl {

struct Primitive;

/// Evaluates one primitive on a row of examples: arguments[k][i] is argument k on example i; writes
/// results[i]. Stops at the first fault and returns it (results are then undefined).
using RowFunction = Fault (*)(EvalContext& context, const Primitive& self,
                              const Value* const* arguments, Value* results, std::size_t size);

/// How a C++ type is seen as a value. Specialized by domains for their types.
template <class T>
struct Codec;

template <>
struct Codec<Value> {  // a polymorphic argument
  static Value decode(Value value) { return value; }
  static Value encode(Value value) { return value; }
};
template <>
struct Codec<bool> {
  static bool decode(Value value) { return value.integer() != 0; }
  static Value encode(bool value) { return Value::immediate(value ? 1 : 0); }
};
/// Integers of the language have 32 bits; a result outside of them is Fault::kOverflow.
template <>
struct Codec<std::int64_t> {
  static std::int64_t decode(Value value) { return value.integer(); }
  static Value encode(std::int64_t value) { return Value::immediate(value); }
};
template <>
struct Codec<List> {
  static List decode(Value value) { return List(value); }
  static Value encode(List list) { return list.value(); }
};

/// A function argument; call it through the context.
struct Function {
  Value value;

  [[nodiscard]] Result<Value, Fault> operator()(EvalContext& context, Value argument) const {
    return context.call(value, {&argument, 1});
  }
  [[nodiscard]] Result<Value, Fault> operator()(EvalContext& context, Value a, Value b) const {
    const std::array<Value, 2> arguments{a, b};
    return context.call(value, arguments);
  }
};
template <>
struct Codec<Function> {
  static Function decode(Value value) { return {value}; }
  static Value encode(Function function) { return function.value; }
};

namespace detail {

template <class T>
Fault store(const T& result, Value& out) {
  if constexpr (std::is_same_v<T, std::int64_t>) {
    if (result < std::numeric_limits<std::int32_t>::min() ||
        result > std::numeric_limits<std::int32_t>::max()) {
      return Fault::kOverflow;
    }
  }
  out = Codec<T>::encode(result);
  return Fault::kNone;
}
template <class T>
Fault store(const Result<T, Fault>& result, Value& out) {
  return result ? store(*result, out) : result.error();
}

template <class... A>
struct Lifted {
  template <auto F, bool kWithContext, std::size_t... K>
  static Fault run(EvalContext& context, const Value* const* arguments, Value* results,
                   std::size_t size, std::index_sequence<K...>) {
    for (std::size_t i = 0; i < size; ++i) {
      Fault fault;
      if constexpr (kWithContext) {
        fault = store(F(context, Codec<std::remove_cvref_t<A>>::decode(arguments[K][i])...),
                      results[i]);
      } else {
        fault = store(F(Codec<std::remove_cvref_t<A>>::decode(arguments[K][i])...), results[i]);
      }
      if (fault != Fault::kNone) return fault;
    }
    return Fault::kNone;
  }
};

template <auto F, class R, class... A>
Fault run_lifted(R (*)(EvalContext&, A...), EvalContext& context, const Value* const* arguments,
                 Value* results, std::size_t size) {
  return Lifted<A...>::template run<F, true>(context, arguments, results, size,
                                             std::index_sequence_for<A...>{});
}
template <auto F, class R, class... A>
Fault run_lifted(R (*)(A...), EvalContext& context, const Value* const* arguments, Value* results,
                 std::size_t size) {
  return Lifted<A...>::template run<F, false>(context, arguments, results, size,
                                              std::index_sequence_for<A...>{});
}

}  // namespace detail

template <auto F>
Fault lift(EvalContext& context, const Primitive&, const Value* const* arguments, Value* results,
           std::size_t size) {
  return detail::run_lifted<F>(F, context, arguments, results, size);
}

}  // namespace gestalt::dsl
