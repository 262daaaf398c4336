// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/codereservation.h"

#include "server/services/identity/budgets.h"

#include <QJsonArray>

namespace linnet {

using namespace Qt::StringLiterals;

Result<> giveBack(Stores &stores, const CodeReservation &reservation)
{
    const auto removed = stores.oneTimeCodes.remove(reservation.code);
    if (!removed)
        return removed.error();
    const CodeAttemptId attempt(reservation.code.challenge);
    if (auto noted = stores.codeAttempts.setUndelivered(attempt); !noted)
        return noted;
    return returnBudgets(stores.oneTimeCodes, reservation.spent);
}

Result<> noteUndelivered(Stores &stores, const CodeReservation &reservation)
{
    if (reservation.code.purpose != CodePurpose::NewPassword)
        return giveBack(stores, reservation);
    return stores.codeAttempts.setUndelivered(CodeAttemptId(reservation.code.challenge));
}

QJsonObject toJson(const CodeReservation &reservation)
{
    QJsonArray spent;
    for (const CodeBudget &budget : reservation.spent)
        spent.append(QJsonObject{{u"name"_s, budget.name},
                                 {u"subject"_s, budget.subject},
                                 {u"endsAt"_s, qint64(budget.endsAt.time_since_epoch().count())}});
    const OneTimeCode &code = reservation.code;
    return {{u"purpose"_s, int(code.purpose)},
            {u"kind"_s, int(code.destination.kind)},
            {u"destination"_s, code.destination.value},
            {u"challenge"_s, QString::number(code.challenge)},
            {u"spent"_s, spent}};
}

CodeReservation toCodeReservation(const QJsonObject &object)
{
    CodeReservation reservation;
    reservation.code.purpose = CodePurpose(object.value(u"purpose"_s).toInt());
    reservation.code.destination = {Identifier::Kind(object.value(u"kind"_s).toInt()),
                                    object.value(u"destination"_s).toString()};
    reservation.code.challenge = object.value(u"challenge"_s).toString().toLongLong();
    for (const auto &each : object.value(u"spent"_s).toArray()) {
        const std::chrono::milliseconds endsAt(each[u"endsAt"_s].toInteger());
        reservation.spent.push_back(
            {each[u"name"_s].toString(), each[u"subject"_s].toString(), Timestamp(endsAt)});
    }
    return reservation;
}

} // namespace linnet
