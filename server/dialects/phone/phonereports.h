// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

namespace linnet {
class ReportService;
}

namespace linnet::phone {

//! \brief Telling those who run the server of messages, people and groups.
class PhoneReportApi
{
public:
    explicit PhoneReportApi(ReportService &reports);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> file(Call call);

    ReportService &m_reports;
};

} // namespace linnet::phone
