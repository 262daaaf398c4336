// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/messagekind.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! In the order of MessageKind.
constexpr std::array Names = {"text"_L1,  "image"_L1,    "video"_L1,
                              "audio"_L1, "document"_L1, "system"_L1};

} // namespace

QLatin1String nameOf(MessageKind kind)
{
    return Names.at(size_t(kind));
}

std::optional<MessageKind> parseMessageKind(QStringView name)
{
    for (size_t kind = 0; kind < Names.size(); ++kind) {
        if (Names.at(kind) == name)
            return MessageKind(kind);
    }
    return std::nullopt;
}

QLatin1String nameOf(Membership membership)
{
    return membership == Membership::Began ? "began"_L1 : "ended"_L1;
}

std::optional<Membership> parseMembership(QStringView name)
{
    for (const Membership membership : {Membership::Began, Membership::Ended}) {
        if (nameOf(membership) == name)
            return membership;
    }
    return std::nullopt;
}

} // namespace linnet
