// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/doctor/doctorservice.h"

namespace linnet::admin {

//! \brief What the node stands on, looked at when asked.
class AdminDoctorApi
{
public:
    //! \p doctor outlives the endpoints.
    explicit AdminDoctorApi(DoctorService &doctor);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> examine(Call call);

    DoctorService &m_doctor;
};

} // namespace linnet::admin
