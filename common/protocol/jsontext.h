// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArrayView>
#include <QJsonValue>

#include <optional>
#include <vector>

namespace linnet {

//! Deepest nesting accepted from clients; what relays deeper texts has died of recursion elsewhere.
inline constexpr int MaxJsonDepth = 32;

//! Checks \p text against RFC 8259 to the letter, UTF-8 included, without recursion.
//! \return an InvalidInput error that names the offset, or nothing.
Result<> checkJson(QByteArrayView text, int maxDepth = MaxJsonDepth);

//! Checks \p text and turns it into a value. Lone surrogate escapes are refused.
Result<QJsonValue> parseJson(QByteArrayView text, int maxDepth = MaxJsonDepth);

//! Turns \p checked, which has passed checkJson(), into a value. Lone surrogate escapes are
//! refused.
Result<QJsonValue> parseCheckedJson(QByteArrayView checked);

//! \brief What an array begins with, and what follows.
struct JsonArrayParts
{
    QByteArrayView first; //!< As it was written.
    QByteArrayView rest; //!< The other elements, with the commas between them; empty if none.
};

//! \return the parts of the array \p checked; nothing if it is empty, or not an array. \p checked
//! has passed checkJson().
std::optional<JsonArrayParts> headOfJsonArray(QByteArrayView checked);

//! \return the elements of the array \p checked, each as it was written, key order and numbers
//! untouched; nothing if it is not an array. \p checked has passed checkJson().
std::optional<std::vector<QByteArrayView>> splitJsonArray(QByteArrayView checked);

//! \brief One member of an object, as it was written.
struct JsonMember
{
    QByteArrayView key; //!< Without its quotes; escapes are left as they are.
    QByteArrayView value;
};

//! \return the members of the object \p checked, in order, also those that repeat a key; nothing if
//! it is not an object. \p checked has passed checkJson().
std::optional<std::vector<JsonMember>> splitJsonObject(QByteArrayView checked);

//! \return \p utf8 as a JSON string, with its quotes.
QByteArray quoteJson(QByteArrayView utf8);

//! \return the text of the JSON string \p checked; a null array if it is something else, or holds
//! half a character.
QByteArray unquoteJson(QByteArrayView checked);

} // namespace linnet
