// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"
#include "cli/commands/userimport.h"

#include <vector>

class QIODevice;

namespace linnet::cli {

class FailedSheet;
class Records;

//! \brief Makes the accounts that a table names.
class ImportUsers : public Command
{
public:
    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    using Entries = std::vector<UserSheet::Entry>;

    //! \brief Where what came of the rows is written.
    struct Written
    {
        FailedSheet &failed;
        Records &rows;
    };

    Result<> import(Invocation &invocation, QIODevice &table) const;
    Result<Entries> readAll(UserSheet &sheet) const;
    Result<> sendAll(Invocation &invocation, UserImport &import, const Entries &entries,
                     const Written &written) const;
    Result<> take(Invocation &invocation, const UserSheet::Entry &entry, const QJsonObject &outcome,
                  const Written &written) const;
    void sayHowToGoOn(Invocation &invocation, const UserSheet::Entry &next) const;
    Result<> show(Records &rows, const QJsonObject &outcome) const;
    Result<> conclude(Invocation &invocation, const UserImport &import, const Result<> &sent) const;

    QString m_file;
    QString m_onConflict = QStringLiteral("fail");
    QString m_failedFile;
    int m_firstRow = 1;
    bool m_isForReal = false;
    bool m_wantsAll = false;
};

} // namespace linnet::cli
