#include "neural/models/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "dsl/core/digest.h"

namespace gestalt::neural {

NLOHMANN_JSON_SERIALIZE_ENUM(Predicts, {{Predicts::kCosts, "costs"}, {Predicts::kValues, "values"}})

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMagic = "gestalt-net 1\n";
constexpr std::size_t kLargestTensor = std::size_t{1} << 28;  // numbers
constexpr int kLargestSize = 1 << 12;
constexpr std::size_t kMostStrategies = 64;

template <class T>
void append(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

template <class T>
T read_at(std::string_view bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof(value));
  return value;
}

Json sizes_json(const NetSizes& sizes) {
  return {{"hidden", sizes.hidden},     {"task", sizes.task},   {"rank", sizes.rank},
          {"channels", sizes.channels}, {"pairs", sizes.pairs}, {"side", sizes.side}};
}

Json header_of(const Checkpoint& checkpoint) {
  Json tensors = Json::array();
  for (const NamedTensor& tensor : checkpoint.tensors) {
    tensors.push_back({{"name", tensor.name}, {"values", tensor.values.size()}});
  }
  const NetPurpose& purpose = checkpoint.purpose;
  return {{"domain", purpose.domain},         {"registry", purpose.registry},
          {"properties", purpose.properties}, {"primitives", purpose.primitives},
          {"roles", purpose.roles},           {"predicts", purpose.predicts},
          {"strategies", purpose.strategies}, {"sizes", sizes_json(checkpoint.sizes)},
          {"step", checkpoint.step},          {"config", checkpoint.config},
          {"tensors", std::move(tensors)}};
}

/// Throws nlohmann's exceptions for a header of another form.
Checkpoint read_header(const Json& header) {
  Checkpoint checkpoint;
  header.at("domain").get_to(checkpoint.purpose.domain);
  header.at("registry").get_to(checkpoint.purpose.registry);
  header.at("properties").get_to(checkpoint.purpose.properties);
  header.at("primitives").get_to(checkpoint.purpose.primitives);
  // Networks from before there were such have none of these.
  checkpoint.purpose.roles = header.value("roles", std::vector<std::string>());
  checkpoint.purpose.predicts = header.value("predicts", Predicts::kCosts);
  checkpoint.purpose.strategies = header.value("strategies", synthesis::StrategyShares());
  const Json& sizes = header.at("sizes");
  sizes.at("hidden").get_to(checkpoint.sizes.hidden);
  sizes.at("task").get_to(checkpoint.sizes.task);
  sizes.at("rank").get_to(checkpoint.sizes.rank);
  sizes.at("channels").get_to(checkpoint.sizes.channels);
  sizes.at("pairs").get_to(checkpoint.sizes.pairs);
  sizes.at("side").get_to(checkpoint.sizes.side);
  header.at("step").get_to(checkpoint.step);
  header.at("config").get_to(checkpoint.config);
  return checkpoint;
}

bool are_sane(const NetSizes& sizes) {
  const auto sane = [](int size, int least) { return size >= least && size <= kLargestSize; };
  return sane(sizes.hidden, 1) && sane(sizes.task, 1) && sane(sizes.rank, 1) &&
         sane(sizes.channels, 0) && sane(sizes.pairs, 1) && sane(sizes.side, 1);
}

bool are_sane(const synthesis::StrategyShares& strategies) {
  return strategies.size() <= kMostStrategies &&
         std::ranges::all_of(strategies, [](const auto& strategy) {
           return strategy.second > 0 && strategy.second <= 1;
         });
}

/// Fills the tensors from the bytes that follow the header; false where they are of other sizes.
bool read_tensors(const Json& list, std::string_view bytes, Checkpoint& checkpoint) {
  for (const Json& entry : list) {
    const auto values = entry.at("values").get<std::uint64_t>();
    if (values > kLargestTensor || values * sizeof(float) > bytes.size()) return false;
    NamedTensor& tensor = checkpoint.tensors.emplace_back();
    entry.at("name").get_to(tensor.name);
    tensor.values.resize(values);
    std::memcpy(tensor.values.data(), bytes.data(), values * sizeof(float));
    bytes.remove_prefix(values * sizeof(float));
  }
  return bytes.empty();
}

tl::unexpected<Error> damaged(const std::string& where, std::string_view what) {
  return fail(ErrorCode::kInvalidArgument, fmt::format("is no whole checkpoint: {}", what), where);
}

/// The first primitive in which two lists differ, in words.
/// `kind`: what the names are of.
std::string difference(std::string_view kind, const std::vector<std::string>& found,
                       const std::vector<std::string>& wanted) {
  for (const std::string& name : found) {
    if (std::ranges::find(wanted, name) == wanted.end()) {
      return fmt::format("its {} '{}' is not in this program", kind, name);
    }
  }
  for (const std::string& name : wanted) {
    if (std::ranges::find(found, name) == found.end()) {
      return fmt::format("this program's {} '{}' was not there when it was trained", kind, name);
    }
  }
  return fmt::format("a {} has another type, definition or place", kind);
}

}  // namespace

std::string checkpoint_bytes(const Checkpoint& checkpoint) {
  std::string bytes(kMagic);
  const std::string header = header_of(checkpoint).dump();
  append(bytes, static_cast<std::uint64_t>(header.size()));
  bytes += header;
  for (const NamedTensor& tensor : checkpoint.tensors) {
    bytes.append(reinterpret_cast<const char*>(tensor.values.data()),
                 tensor.values.size() * sizeof(float));
  }
  append(bytes, dsl::digest_text(bytes));
  return bytes;
}

Result<Checkpoint> parse_checkpoint(std::string_view bytes, const std::string& where) {
  if (!bytes.starts_with(kMagic)) return damaged(where, "it does not begin as one");
  constexpr std::size_t kFrame = kMagic.size() + sizeof(std::uint64_t) + sizeof(dsl::Digest);
  if (bytes.size() < kFrame) return damaged(where, "it is cut off");
  const std::string_view body = bytes.substr(0, bytes.size() - sizeof(dsl::Digest));
  if (dsl::digest_text(body) != read_at<dsl::Digest>(bytes, body.size())) {
    return damaged(where, "its digest is not that of its content; it is cut off or changed");
  }
  const auto length = read_at<std::uint64_t>(body, kMagic.size());
  std::string_view rest = body.substr(kMagic.size() + sizeof(length));
  if (length > rest.size()) return damaged(where, "its header is longer than itself");
  try {
    const Json header = Json::parse(rest.substr(0, length));
    Checkpoint checkpoint = read_header(header);
    if (!are_sane(checkpoint.sizes) || !are_sane(checkpoint.purpose.strategies)) {
      return damaged(where, "its sizes are out of range");
    }
    if (!read_tensors(header.at("tensors"), rest.substr(length), checkpoint)) {
      return damaged(where, "its tensors have other sizes than its header says");
    }
    return checkpoint;
  } catch (const Json::exception& error) {
    return damaged(where, error.what());
  }
}

Result<Checkpoint> read_checkpoint(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) {
    return fail(ErrorCode::kNotFound, "there is no such checkpoint", file.string());
  }
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  if (!stream || stream.bad()) return fail(ErrorCode::kIo, "cannot be read", file.string());
  return parse_checkpoint(bytes.view(), file.string());
}

Result<void> write_checkpoint(const std::filesystem::path& file, const Checkpoint& checkpoint) {
  std::filesystem::path fresh = file;
  fresh += ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  const std::string bytes = checkpoint_bytes(checkpoint);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code status;
  if (out) std::filesystem::rename(fresh, file, status);
  if (!out || status) return fail(ErrorCode::kIo, "cannot be written", file.string());
  return {};
}

Result<Net> load_net(const synthesis::Module& module, const Checkpoint& checkpoint,
                     const NetShape& shape, const std::string& where) {
  auto net = Net::make(module, checkpoint.sizes, shape, {.threads = 1});
  if (!net || checkpoint.tensors.empty()) return net;
  if (auto set = net->set_tensors(checkpoint.tensors); !set) {
    return fail(set.error().code, set.error().message, where);
  }
  return net;
}

Result<void> check_purpose(const NetPurpose& found, const NetPurpose& wanted,
                           const std::string& where) {
  const auto mismatch = [&](std::string what) {
    return fail(ErrorCode::kInvalidArgument, std::move(what), where);
  };
  if (found.domain != wanted.domain) {
    return mismatch(
        fmt::format("is a network for domain {}, not for {}", found.domain, wanted.domain));
  }
  if (found.predicts != wanted.predicts) {
    return mismatch(found.predicts == Predicts::kValues
                        ? "scores values; it predicts no costs, so it is no guide"
                        : "predicts costs; it scores no values, so it is no scorer");
  }
  if (found.registry != wanted.registry) {
    return mismatch(fmt::format("was trained with {} other primitives than this program's {}: {}",
                                found.primitives.size(), wanted.primitives.size(),
                                difference("primitive", found.primitives, wanted.primitives)));
  }
  if (found.roles != wanted.roles) {
    return mismatch(fmt::format(
        "was trained with {} other roles of literals than this program's {}: {}",
        found.roles.size(), wanted.roles.size(), difference("role", found.roles, wanted.roles)));
  }
  if (found.properties != wanted.properties) {
    return mismatch("reads other properties of a task than this program computes");
  }
  return {};
}

}  // namespace gestalt::neural
