// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/domain/filter.h"
#include "common/domain/identifier.h"

#include <QStringList>

namespace linnet {

//! \brief What a code is good for. One that was asked for one thing opens no other.
enum class CodePurpose {
    SignIn,
    SecondStep, //!< After the right password.
    NewPassword,
    NewIdentifier, //!< That who is signed in adds to their account.
};

QLatin1String nameOf(CodePurpose purpose);

using CodeAttemptId = Id<struct CodeAttemptTag>;

//! \brief A one-time code that was made, and what became of it: not the code itself.
struct CodeAttempt
{
    enum class State {
        Sent, //!< Handed over, as far as is known.
        Withheld, //!< Nobody could have used it, so it was not sent.
        Undelivered,
        Issued, //!< An operator made it, for somebody to be told.
        Used,
    };

    CodeAttemptId id; //!< OneTimeCode::challenge.
    CodePurpose purpose = CodePurpose::SignIn;
    Identifier::Kind kind = Identifier::Kind::Phone;
    QString destination; //!< Masked.
    UserId account; //!< Null: nobody had the destination.
    QString address; //!< The network that asked. Empty: an operator made the code.
    State state = State::Sent;
    int guesses = 0;
    Timestamp requestedAt{};
};

QLatin1String nameOf(CodeAttempt::State state);
QLatin1String nameOf(Identifier::Kind kind);

//! \return what a list of attempts can be asked by.
const FilterFields &codeAttemptFields();

//! \brief In which order attempts are listed; those that are alike in it by their age.
struct CodeAttemptOrder
{
    enum class By { Requested, Guesses };

    By by = By::Requested;
    bool isDescending = true;
};

//! \return the names of all orders: "requested", "-requested", which is the newest first, …
QStringList codeAttemptOrderNames();

//! \return nothing if there is no such order.
std::optional<CodeAttemptOrder> parseCodeAttemptOrder(const QString &name);

//! \brief The place of an attempt in a list of any order: what comes after it is the next page.
struct CodeAttemptPlace
{
    CodeAttemptId id;
    int guesses = 0;
};

//! \return \p place as clients know it.
QString toCursor(const CodeAttemptPlace &place);

//! \return nothing unless \p cursor is one of toCursor().
std::optional<CodeAttemptPlace> parseCodeAttemptCursor(const QString &cursor);

//! \brief How many codes to one kind of destination arrived.
struct CodeDelivery
{
    Identifier::Kind kind = Identifier::Kind::Phone;
    qint64 sent = 0; //!< Of which:
    qint64 undelivered = 0;
    qint64 used = 0;
    std::optional<Timestamp> lastLost; //!< When the last one was asked for that did not arrive.
};

} // namespace linnet
