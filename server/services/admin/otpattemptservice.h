// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/admincontext.h"
#include "server/storage/codeattemptstore.h"

#include <QCoroTask>

namespace linnet {

//! \brief A page of the one-time codes that were made.
struct CodeAttemptPage
{
    std::vector<CodeAttempt> attempts;
    std::optional<CodeAttemptPlace> next; //!< Set if there are more: CodeAttemptQuery::after.
};

//! \brief What became of the one-time codes of the last thirty days. None is shown.
class OtpAttemptService
{
public:
    explicit OtpAttemptService(AdminContext context)
        : m_context(context)
    {}

    //! \return what \p expression asks for; see codeAttemptFields(). An error as of parseFilter().
    Result<Filter> parse(const QString &expression) const;

    //! A limit of more than 200 means 200.
    QCoro::Task<Result<CodeAttemptPage>> list(CodeAttemptQuery query);
    QCoro::Task<Result<qint64>> count(Filter filter);
    //! \return how those arrived that \p filter finds, for each kind of destination.
    QCoro::Task<Result<std::vector<CodeDelivery>>> delivery(Filter filter);

private:
    const AdminContext m_context;
};

} // namespace linnet
